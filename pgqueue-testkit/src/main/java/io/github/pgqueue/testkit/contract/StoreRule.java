package io.github.pgqueue.testkit.contract;

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
    S4_1(
            "SUCCESS ends the job as SUCCESS, ERROR as ERROR with the message kept.",
            "Are state and message written for each job of the batch; what of characters that a text cannot hold?"),
    S4_2(
            "A settlement counts only if the job is RUNNING under the fence's id, attempt and claim; else it is lost.",
            "Does the condition name state, id, attempt and claim, and is what matched nothing reported in lost()?"),
    S4_3(
            "Repeating a settlement touches nothing.",
            "The second time the job is not RUNNING under this claim any more: is that in the condition?"),
    S4_4(
            "RETRY makes the job NEW again, due after the delay, the attempt counted and the message kept.",
            "Is the delay added to the database's now(), and the attempt left as it is?"),
    S4_5(
            "RELEASE makes the job NEW again, due as before, and the attempt is not counted.",
            "Is one taken off the attempt, and the due time left alone?"),
    S4_6(
            "A settlement that is lost does not hinder the others, nor the claim.",
            "Is a settlement that matches nothing just reported, rather than thrown or rolled back?"),
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
            "Is the flag checked first in each method, before a connection is asked for?");

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
