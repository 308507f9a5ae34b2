package io.github.pgqueue.testkit.contract.rule;

import java.util.Locale;

/** What a {@link io.github.pgqueue.spi.QueueStore} promises. */
enum StoreRule implements Rule {
    S1_1(
            "Repeating bootstrap changes nothing and keeps all jobs.",
            "Does bootstrap create only what is missing (\"if not exists\"), and drop nothing?"),
    S1_2(
            "Bootstrap called by many at once, from several stores too, succeeds for all of them.",
            "\"create ... if not exists\" races: is there a lock around the whole of bootstrap?"),
    S2_1(
            "The ids come in the order of the jobs; no two jobs of a store share one.",
            "Are ids returned in the order of the input, and drawn from one sequence for all queues?"),
    S2_2(
            "When insert returns, every other store on the same table sees the jobs.",
            "Is the insert committed before the method returns?"),
    S2_3(
            "Payloads come back byte for byte; absent, empty and zero bytes are kept apart.",
            "Is null bound as null and an empty array as empty, and no text type on the way?"),
    S2_4(
            "Insert adds all jobs or none. An empty list adds none and is no error.",
            "Is it one transaction, also when it takes several statements, and is the empty list let through?"),
    S2_5(
            "A job is due now, or at its time, to the microsecond, or after its delay from now.",
            "Is the delay added to the database's now(), and is the time bound without a zone or a loss of digits?"),
    S2_6(
            "Headers, retry policy and time limit come back with each claim as they were given.",
            "Are they written and read for each job of a list, and what of quotes and of characters beyond ASCII?"),
    S2_7(
            "With the wake TRANSACTIONAL insert rings for jobs that were added or became due earlier, else not at all.",
            "Does insert look at PgQueuesConfig.wake(), and are jobs rung for that come by any other way?"),
    S2_8(
            "Of inserts made at once each adds its own jobs and gets their ids; one that is refused fails alone.",
            "Where inserts share a statement: are its ids dealt out in order, and is each tried alone if it is refused?"),
    S3_1(
            "Only jobs of the given queue that are NEW and due are claimed.",
            "Does the claim's condition name queue, state and due time, by the database's clock?"),
    S3_2(
            "Jobs are claimed by priority, then due time, then id, and the result is in this order.",
            "An UPDATE ... RETURNING has no order of its own: is the result sorted again?"),
    S3_3(
            "Never more jobs are claimed than the limit; zero claims none.",
            "\"where id in (select ... limit n)\" may be planned anew: is the select materialized?"),
    S3_4(
            "No job is claimed twice, whatever the number of callers, and no caller waits for another's claim.",
            "Does the claim select FOR UPDATE SKIP LOCKED, and update what it selected in the same statement?"),
    S3_5(
            "A claimed job is RUNNING, its attempt one higher; its fence carries attempt and claim.",
            "Are state, attempt and claim written by the claim itself, and read back as written?"),
    S3_6(
            "If fewer than the limit were claimed and a job waits for a later time, nextDue tells how long, to 50 ms.",
            "Is it the earliest due time of this queue's NEW jobs, less the database's now()?"),
    S3_7(
            "In a long backlog what has come before the jobs that were claimed last is passed over for moments only.",
            "Is it looked for from the start again and again, and in any case where there are fewer than asked for?"),
    S4_1(
            "SUCCESS ends the job as SUCCESS, ERROR as ERROR, CANCEL as CANCELLED, with the failure kept.",
            "Are state and failure written for each job of the batch; what of characters that a text cannot hold?"),
    S4_2(
            "A settlement counts only if the job is RUNNING under the fence's id, attempt and claim; else it is lost.",
            "Does the condition name state, id, attempt and claim, and is what matched nothing reported in lost()?"),
    S4_3(
            "Repeating a settlement touches nothing.",
            "The second time the job is not RUNNING under this claim any more: is that in the condition?"),
    S4_4(
            "RETRY makes the job NEW again, due after the delay or at the time, the attempt counted and the failure kept.",
            "Is the delay added to the database's now(), a time taken as it is, and the attempt left alone?"),
    S4_5(
            "RELEASE makes the job NEW again as if it had never been claimed; ABANDON ends it as ERROR, not counted either.",
            "Is one taken off the attempt; are due time, failures and whether it was rescued left alone?"),
    S4_6(
            "A settlement that is lost does not hinder the others, nor the claim.",
            "Is a settlement that matches nothing just reported, rather than thrown or rolled back?"),
    S4_7(
            "SNOOZE makes the job NEW again, due after the delay, the attempt counted and excused.",
            "Is the number of excused attempts counted beside the attempt, which stays, and no failure kept?"),
    S4_8(
            "The last 10 failures are kept with attempt, time and node.",
            "Is each failure appended, oldest first, and the oldest dropped; is the node that of the claim?"),
    S4_9(
            "Where the config keeps a state for no time, the job is gone after settling, unless awaited or its key counts.",
            "Does the settling statement delete by the retention of the final state, but not awaited jobs and held keys?"),
    S5_1(
            "takeBack gives back exactly the queue's jobs that are RUNNING under this claim, without the attempt.",
            "Does the condition name queue, state and claim, and is it a release: attempt less one, due as before?"),
    S6_1(
            "find tells state, attempt, error and times as they stand; a job of another queue is empty.",
            "Does the look-up name queue and id, and read every column?"),
    S6_2(
            "stats has one entry for each queue and state that has jobs, by queue name, then state, with the oldest due.",
            "Is it ordered by queue and by the order of JobState, and oldestDue of NEW and due jobs only?"),
    S7_1(
            "close twice is fine; it returns within seconds, also with the database down.",
            "Does closing wait for a connection or an answer? Is what was opened let go of?"),
    S7_2(
            "After close every method but bootstrapSql throws IllegalStateException.",
            "Is the flag checked first in each method, before a connection is asked for?"),
    S8_1(
            "While a job of the queue holds the key, none is added; the answer is the first one's id, and that it was there.",
            "Is the key unique by queue in the table itself, and is the second of one list answered like that of another?"),
    S8_2(
            "A key counts while the job is NEW or RUNNING; until it is first claimed; or for a time after its insertion.",
            "Does the claim end the scope of those until started, and is a period compared with the database's now()?"),
    S8_3(
            "Replacing makes a NEW job take over all of the second but the id; others stay as they are.",
            "Is every column overwritten, also by what the second does not have, and only where the state is NEW?"),
    S8_4(
            "Debouncing replaces too, due quiet from now, at most longest after the creation; the first after quiet.",
            "Is it the lesser of now() + quiet and created_at + longest, and created_at left alone?"),
    S8_5(
            "Of many who insert one key at once, one adds a job, and all get its id.",
            "Who loses the race must look again, as the holder may have ended; are the keys of a list taken in one order?"),
    S9_1(
            "A node is alive from its beat for the length of the lease, and is told if it was not before.",
            "Is the lease the store's now() + length at each beat, and lapsed told from what stood there before?"),
    S9_2(
            "A beat tells how long until the first lease of another node is over.",
            "Is it the least of the others' leases, less now(), not below zero, and the node's own left out?"),
    S9_3(
            "What a node that left still holds is rescued by the next call of rescue; unknown nodes may leave.",
            "Does leaving end the lease at once, and does the next beat begin a new one?"),
    S9_4(
            "A RUNNING job of a node that is not alive, or of none, is NEW, due as before, counted, the loss kept; rescued.",
            "Are jobs of unknown nodes and of none found, the failure appended, the mark set and a ring sent?"),
    S9_5(
            "Jobs of nodes that are alive are not touched, and nobody waits for another one's rescue.",
            "Is the lease looked up by the store's clock, and are the jobs selected FOR UPDATE SKIP LOCKED?"),
    S9_6(
            "The proof that a beat carries is sent on the table's channel once it is durable, once; without one nothing is.",
            "Is it sent in the beat's own transaction, or after it, on the channel of this very table, and as it is?"),
    S10_1(
            "Cancel ends a NEW job as CANCELLED; a RUNNING one goes on, and a ring is sent; others stay as they are.",
            "Do state, queue and id stand in the condition, is only a request noted for a running job, and CANCEL rung?"),
    S10_2(
            "Where a cancelled job would become NEW again, it becomes CANCELLED.",
            "Do RETRY, SNOOZE, RELEASE, takeBack and rescue all look at the request?"),
    S10_3(
            "cancelRequests tells exactly the RUNNING jobs of the node that are to end, by their current claims.",
            "Do node, state and request stand in the condition, and are attempt and claim read from the row?"),
    S11_1(
            "await tells a final job's state, result and last error, and whether there is such a job.",
            "Is the result kept for all that leave one, absent and empty apart, and are queue and id both looked at?"),
    S11_2(
            "The end of a job that is awaited, whatever brings it about, rings DONE with its id; that of others does not.",
            "Is the mark set by await, and the ring sent by the table itself, on every way to an end?"),
    S12_1(
            "retry makes an ERROR or CANCELLED job NEW, due now, all attempts excused; not if another holds its key.",
            "Is excused set to attempt, the request to cancel taken back, a held key no error, and a ring sent?"),
    S12_2(
            "discard deletes a job in any state but RUNNING; a running one stays.",
            "Do queue, id and state stand in the condition of the delete?"),
    S12_3(
            "list shows exactly the jobs that the filter means, each once over all pages, in their order.",
            "Does a page begin after the whole sort key of the last row, with the id in it, and is a foreign key refused?"),
    S12_4(
            "apply, repeated, touches exactly the jobs meant, each as the method for a single one does.",
            "Do steps go on by id, each job once, also where its state stays, and does one that is refused stop no other?"),
    S12_5(
            "While a queue is paused nothing is claimed from it; all else goes on. Going on sends a ring.",
            "Does the claim look at the pause in the same statement, by the queue's exact name?"),
    S12_6(
            "prune deletes exactly the finished jobs whose retention is over and whose key does not count any more.",
            "Is the last change compared with now() less the retention of its own state, for each of the three?"),
    S12_7(
            "Nobody waits for pruning: jobs that somebody else holds are passed over.",
            "Are the jobs to delete selected FOR UPDATE SKIP LOCKED?"),
    S12_8(
            "While one node has a duty, no other gets it, until the time is over by the store's clock.",
            "Is it one statement that takes what is free, over or one's own, and tells if it has?"),
    S13_1(
            "Jobs added in the caller's transaction are there with its commit, never after a rollback; so is the ring.",
            "Does every statement run on the caller's connection, and is the ring sent by NOTIFY in that transaction?"),
    S13_2(
            "Adding jobs neither commits nor rolls back, nor closes the connection, nor changes its autocommit.",
            "Does a helper set autocommit, or close what it was given?"),
    S13_3(
            "What was written through the connection and the job's end as SUCCESS are there together.",
            "Does the statement that ends the job run on the same connection, before its commit?"),
    S13_4(
            "If the fence is not that of the current claim, commit rolls all back, touches no job and returns false.",
            "Does the end's condition name queue, state, id, attempt and claim, and is the count looked at before the commit?"),
    S13_5(
            "Closing a transaction that was not committed rolls it back; the claim stands. Twice is fine.",
            "Is there a rollback before the connection goes back to its pool, whatever the handler left?"),
    S14_1(
            "When ring returns, each ring has been sent on the table's channel as it is, whatever jobs there are.",
            "Is every ring sent, as Ring.format() has it and on the config's own channel, and an empty list let through?"),
    S15_1(
            "waiting tells of exactly the queues asked for that have a job to run, zero or how long until it is due.",
            "Is the first due time that of all priorities, never negative, and are paused queues left out, changing nothing?"),
    S16_1(
            "An exchange, taking back, beat, look, ring or begin whose answer was lost ends within half the lease.",
            "Has the connection a limit for the answer of these, shorter than what it has else?"),
    S17_1(
            "What is held was claimed by the claim's rules; nobody else gets it while it is held.",
            "Are the rows locked by the statement that reads them, SKIP LOCKED, in the order of a claim?"),
    S17_2(
            "After end, done jobs are SUCCESS, running ones RUNNING under their fences, all others NEW as before.",
            "Are attempt, node and claim written for the first two, and nothing at all for the others?"),
    S17_3(
            "After keep, what was begun is RUNNING under its fence unless others changed it, and the rest NEW as before.",
            "Is it looked at whether the row is the one that was held, and can keep be repeated?"),
    S17_4(
            "What a node holds that dies is rescued like RUNNING jobs, counted; until then nobody gets it.",
            "Is it durable before the first job begins what is held, and do claims and rescue look at that?"),
    S17_5(
            "A job that is cancelled while it is held is CANCELLED, or told of once it is RUNNING; never cancelled and done.",
            "Does cancel wait for the row, and look at its state again afterwards?"),
    /** Rule S17.6. */
    S17_6(
            "What has come before the jobs that were held last is passed over for moments only.",
            "Is it looked for from the start of the queue again and again, however long the backlog lasts?"),
    S18_1(
            "What is added and claimed by one call is added as by insert: all or none, with ids in the order of the jobs.",
            "Is it one transaction, and does what is claimed make no difference to the answer's order?"),
    S18_2(
            "Of the jobs that it adds insert may claim as many as the limit: new, due, of no paused queue; others stay NEW.",
            "Are limit, due time and pause looked at by the statement that adds, and are all columns of a claim written?"),
    S18_3(
            "Of inserts that claim at once each claims jobs of its own only.",
            "Where inserts share a statement: does each row carry the number of its own call's claim?"),
    S18_4(
            "What insert has claimed nobody else gets, until it is settled or taken back.",
            "Is it RUNNING from the start, rather than NEW for a moment, under the claim's number?"),
    /** Rule S18.5. */
    S18_5(
            "While a job of the queue waits that is due, insert claims none.",
            "Is that looked up by the statement that adds, over all priorities?"),
    S19_1(
            "insertAndRing adds jobs as insert does, all or none, ids in their order, and claims none.",
            "Is what the server refuses told as refused, and does the next call find the connection as it was?"),
    /** Rule S19.2. */
    S19_2(
            "insertAndRing rings once if it says so, after the jobs are there, with a single job's number; else not at all.",
            "Is the ring sent after the commit, and only then said to be sent?");

    private final String promise;
    private final String hint;

    StoreRule(String promise, String hint) {
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
