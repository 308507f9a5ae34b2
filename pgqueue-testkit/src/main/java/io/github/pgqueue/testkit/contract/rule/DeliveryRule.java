package io.github.pgqueue.testkit.contract.rule;

import java.util.Locale;

/** What {@link io.github.pgqueue.PgQueues} promises on top of any backend. */
enum DeliveryRule implements Rule {
    D1_1(
            "Once push or pushAll returns, all see the jobs; ids come in the order of the jobs.",
            "See S2.1, S2.2 and S2.4 first."),
    D1_2(
            "A push wakes idle subscribers of the same process, with or without a listener.",
            "Are subscribers of this process woken directly, after the commit?"),
    D1_3(
            "A push wakes idle subscribers of other processes without waiting for a poll.",
            "Does the store ring on the table's channel (see QueueStore), and does the listener hear it (L1, L2)?"),
    D1_4(
            "What was pushed reaches the handler byte for byte; absent and empty differ; text is UTF-8.",
            "See S2.3 first."),
    D1_5(
            "Of any number of pushes of one key at once, one adds a job; all get its id, all but one hear that it was there.",
            "See S8.1 to S8.5 first; is what the store has found passed on by push, pushAll and submit?"),
    D1_6(
            "A job pushed in the caller's transaction is there with its commit, never if it rolls back; nobody is woken before.",
            "See S13.1 and S13.2 first; are subscribers woken by the ring of the commit, and not by the push?"),
    D1_7(
            "A job whose push gets no answer is begun soon and once; one claimed with its push, if the answer is late, too.",
            "See S18.4 and S5.1 first; is what a push may have claimed given back when it fails or hangs, and are all told?"),
    D1_8(
            "One worker begins the jobs of one priority in the order in which they were pushed, by whatever process.",
            "See S18.5 first; is a job claimed with its push only while nothing is known to wait?"),
    D2_1(
            "Jobs that wait already are begun at once on subscribing.",
            "Does a new subscription look into the table before it waits for rings?"),
    D2_2(
            "Jobs of any other client wake idle subscribers, single and many rows, without waiting for a poll.",
            "Is the ring sent by the table itself, such as a trigger, for every statement that makes jobs runnable?"),
    D2_3(
            "A job that is due later is begun when it is due, neither before nor at the next poll.",
            "See S3.6; is the alarm set anew when an earlier job comes?"),
    D2_4("n workers do n jobs at once, and never more.", "See S3.3; are free workers counted when the claim is made?"),
    D2_5(
            "Each job is done by one worker, whatever the number of subscriptions and processes.",
            "See S3.4 and S4.2 first."),
    D2_6("Jobs are begun by priority, then due time, then id.", "See S3.2 first."),
    D2_7(
            "The handlers run on the user's executor; what it rejects is given back and tried again.",
            "Is a rejected job released rather than forgotten?"),
    D2_8(
            "A listening connection that is lost comes back, and what was pushed meanwhile waits for no poll.",
            "See L3.1; does every subscription look into the table after each new connect?"),
    D2_9("A subscription gets jobs of its own queue only.", "See S3.1 first."),
    D2_10(
            "No job waits behind one that takes long while another process is free, also if it was claimed ahead.",
            "See S4.5 first; is what waits for a worker too long given back?"),
    D3_1("The job is RUNNING in the table while its handler runs.", "See S3.5 first."),
    D3_2("Returning ends the job as SUCCESS.", "See S4.1 first."),
    D3_3(
            "Throwing anything, an Error too, is a failure, kept with class, message, trace, time and node; the subscription goes on.",
            "Is Throwable caught around the handler, and a message that is null or throws allowed for?"),
    D3_4(
            "A handler that throws InterruptedException or leaves its thread interrupted does no harm to later jobs.",
            "Is the thread's interrupt flag cleared between two jobs?"),
    D3_5(
            "An end that cannot be written is written again; the handler is not called again for that.",
            "Do settlements stay until the store has confirmed them? See S4.3 for those that counted the first time."),
    D3_6(
            "Jobs claimed by an exchange whose answer was lost are given back and done, the attempt not counted.",
            "See S5.1; is the claim number remembered before the exchange is sent?"),
    D4_1(
            "Closing waits for handlers that run, and their ends are written when it returns.",
            "Is the last exchange awaited after the last handler?"),
    D4_2(
            "Closing claims nothing more and gives back at once what was not begun, the attempt not counted.",
            "See S4.5; is the flag set before what is in hand is looked through?"),
    D4_3(
            "Handlers still running at the end of the time are interrupted, their jobs handed back, the attempt counted.",
            "See S4.4; is a handler that ignores the interrupt settled without it?"),
    D4_4(
            "Closing twice is fine, from several threads, and from a handler, which is not waited for.",
            "Is there a wait for the calling thread's own run?"),
    D4_5(
            "Closing returns at most about a second after its time, also when the store blocks or throws.",
            "Is an exchange awaited without a limit, or a lock held during it?"),
    D5_1("Closing PgQueues closes all subscriptions at the same time.", "Is there one deadline for all of them?"),
    D5_2(
            "Closing PgQueues returns about a second after its time, also with the database down or silent. Twice is fine.",
            "See S7.1 and L4.1 first; is a beat, a leave or an exchange awaited without a limit?"),
    D5_3("After close everything throws IllegalStateException.", "Is the flag checked by every public method?"),
    D5_4("After close no connection is left open.", "Are store and listener closed, see S7.1 and L4.2?"),
    D6_1(
            "A job that failed is NEW again and runs again after the pause of its policy; after the last attempt it is ERROR.",
            "See S4.4 and S3.6; is the alarm set for a job that became due later in the same exchange?"),
    D6_2(
            "A policy that was pushed with the job goes before that of the subscription.",
            "See S2.6; is the policy read with every claim, not only with the first?"),
    D6_3(
            "A JobExit says how the job goes on: retried at a time, given up, snoozed at no cost, or cancelled.",
            "See S4.7; are excused attempts taken off before the policy is asked?"),
    D7_1(
            "The jobs of a node that died run again elsewhere within the lease, the attempt counted.",
            "See S9.1, S9.2 and S9.4; is what a beat tells of the next lapse heeded, and the queue woken?"),
    D7_2(
            "A job whose node dies each time ends as ERROR after its attempts, and is not started once more.",
            "See S9.4: its next claim says that it was rescued; is the policy asked before the handler is called?"),
    D7_3(
            "A node that cannot beat interrupts its handlers, gives back what is not begun and claims no more, before others may.",
            "Is the lease counted from before a beat was sent, and given up with a margin, also while a beat hangs?"),
    D7_4(
            "Ends, retries and beats of such a node change nothing once its jobs are elsewhere, and are reported.",
            "See S4.2; is an end that is repeated after a cut reported when the lease was lost meanwhile?"),
    D7_5(
            "Jobs run as long as their node lives, for however many leases.",
            "See S9.5; do beats wait for anything else that the node asks of its store?"),
    D7_6(
            "A job whose claim's answer was lost is done within the lease, though its node lives, the attempt not counted.",
            "See S16.1 and S5.1 first."),
    D8_1(
            "When its time limit is over, a handler is interrupted, and its attempt has failed, however it ends.",
            "See S2.6; is the success of a handler that returned too late discarded?"),
    D8_2("A job that waits is CANCELLED when cancel returns, and never starts.", "See S10.1 first."),
    D8_3(
            "A handler that runs, on any node, is interrupted within a second of cancel; if it throws, the job is CANCELLED.",
            "See S10.1 to S10.3; is a ring that comes between a claim and its answer remembered?"),
    D8_4("A handler that returns though its job was cancelled has done it: SUCCESS.", "See S10.2 and S4.1."),
    D9_1(
            "What a transactional handler wrote is visible with its job's SUCCESS, and not before.",
            "See S13.3; is the job's end written in the handler's own transaction?"),
    D9_2(
            "If a transactional handler throws, what it wrote is rolled back, and the attempt failed like any other.",
            "See S13.5; is the failure settled in another transaction?"),
    D9_3(
            "If its claim is lost, what a transactional handler wrote is rolled back.",
            "See S13.4; does the commit check the fence and lock the row, and does nothing lock it before?"),
    D9_4(
            "Commit, rollback, autocommit and close of a handler's connection throw SQLException.",
            "Is the connection wrapped, and does the wrapper refuse them without a trace?"),
    D9_5(
            "A connection that dies, in the commit too, leaves both or neither, and in the second case the job is retried.",
            "Is a failed commit settled as a retry, which touches nothing if the commit was carried out?"),
    D10_1(
            "Awaiting tells state, result and last error once the end is durable, also if it was before, without a poll.",
            "See S11.1 and S11.2; is a look that failed repeated soon?"),
    D10_2(
            "Awaiting works across processes, and without a listener by polling.",
            "Is the listener started by an await, and is there an alarm as long as somebody waits?"),
    D10_3(
            "Awaiting a job that is not there or vanishes, or on a closed PgQueues, ends with the exception that says so.",
            "See S11.1; are all futures completed by close?"),
    D10_4("Jobs that nobody awaits ring nobody when they end.", "See S11.2 first."),
    D11_1(
            "Observers are told of all that happens, of ends only once they are written.",
            "Is the event made when the exchange was answered, and not when the handler ended?"),
    D11_2(
            "An observer that throws or is slow harms nothing and delays nothing.",
            "Is it called on a thread of its own, and is what waits for it bounded?"),
    D11_3("Headers come as they were pushed, at every attempt.", "See S2.6 first."),
    D12_1(
            "A retry by hand wakes idle subscribers, here and elsewhere, and has all attempts of its policy before it.",
            "See S12.1 first."),
    D12_2(
            "Once pause has returned, no claim that begins from then on takes a job of the queue.",
            "See S12.5; does a paused queue tell no next due time that is over, which would make all ask on and on?"),
    D12_3("Resuming wakes idle subscribers, here and elsewhere.", "See S12.5 first."),
    D12_4(
            "What is kept longer than its time goes without anybody's doing.",
            "See S4.9 and S12.6 to S12.8; does a node with subscriptions prune by itself?"),
    D13_1(
            "With TRANSACTIONAL a push is committed with its ring; with NONE it rings nobody, and others look by themselves.",
            "See S2.7 first; are subscribers of the same process woken all the same?"),
    D13_2(
            "A push does not fail with its ring, nor wait for one that hangs; one not sent is sent again, and others look.",
            "See S14.1; is what could not be sent kept, and nothing that a push waits for held meanwhile?"),
    D13_3(
            "Rings go out every millisecond at most, for all queues together; each queue is rung after the last push to it.",
            "See S14.1; is what is pushed while a ring is under way rung for by the next one?"),
    D13_4(
            "Closing sends what is not yet rung.",
            "Is it sent before the store is closed, and no longer than the limit?"),
    D14_1(
            "The listener is PROVEN once a ring that this process sent through the database came back, and by no other.",
            "See S9.6 and L2.1 first; are the node's name and a number that nobody guesses compared?"),
    D14_2(
            "If such rings do not come back, it is SUSPECT within one and a half proof intervals, and jobs wait for a poll.",
            "See L4.1; is the time counted whatever becomes of beats and connection, and do all look into the table then?"),
    D14_3(
            "Its connection is then made anew, and it is proven again once rings arrive.",
            "See L1.1 and L1.2; is the old connection given up, also where it cannot be closed?"),
    D14_4(
            "health tells state and since when, the age of the last proof, the last problem, and whether the lease is held.",
            "Is it told from memory, without a question to the database?"),
    D15_1(
            "Of many idle processes few look for a single job, once they have contended for some.",
            "See S14.1 and L2.1 first; does a ring of the kind TAKEN reach all, and beat tell of others (S9.2)?"),
    D15_2(
            "The next job begins at once, and soon if those that were quickest are busy or gone.",
            "See S14.1 first; does a ring of the kind TAKEN come from who has the job alone?"),
    D15_3(
            "Several jobs that are pushed together wake all.",
            "See S14.1; is the ring for several jobs without a number?"),
    D15_4(
            "While rings arrive, idle queues of a process are looked for by one question, and what nobody rang for is found.",
            "See S15.1 first; is a job that is due told as zero?");

    private final String promise;
    private final String hint;

    DeliveryRule(String promise, String hint) {
        this.promise = promise;
        this.hint = hint;
    }

    @Override
    public String id() {
        return name().toUpperCase(Locale.ROOT).replace('_', '.');
    }

    @Override
    public String promise() {
        return promise;
    }

    @Override
    public String hint() {
        return hint;
    }
}
