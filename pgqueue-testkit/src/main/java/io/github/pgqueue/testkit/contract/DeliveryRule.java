package io.github.pgqueue.testkit.contract;

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
    D3_1("The job is RUNNING in the table while its handler runs.", "See S3.5 first."),
    D3_2("Returning ends the job as SUCCESS.", "See S4.1 first."),
    D3_3(
            "Throwing anything, an Error too, ends the job as ERROR, class and message kept; the subscription goes on.",
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
            "Closing PgQueues returns a few seconds after its time, also with the database down. Twice is fine.",
            "See S7.1 and L4.1 first."),
    D5_3("After close everything throws IllegalStateException.", "Is the flag checked by every public method?"),
    D5_4("After close no connection is left open.", "Are store and listener closed, see S7.1 and L4.2?");

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
