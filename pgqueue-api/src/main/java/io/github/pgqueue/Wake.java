package io.github.pgqueue;

/**
 * How other processes learn of a push.
 *
 * <p>PostgreSQL lets transactions that notify commit one after the other, each waiting for the one before to be
 * on the disk. So a push does better to commit without, and to have others told afterwards.
 *
 * <p>It is about {@link PgQueue#push(NewJob)}, {@link PgQueue#pushAll(java.util.List)} and {@link
 * PgQueue#submit(NewJob)}. What is pushed in a caller's transaction, and rows of plain SQL, ring in the transaction
 * that adds them, whatever is chosen here; so do retries and rescues. Subscribers of the same process are woken
 * directly.
 */
public enum Wake {
    /**
     * Pushes commit without a ring, and the process rings right after: at once while little is pushed, every few
     * milliseconds while much is, once for each queue. The default.
     *
     * <p>While little is pushed, a single job may be sent together with its ring, as two transactions one after the other,
     * where the store can: so others hear of it as soon as it is committed, before the push has returned, which takes a
     * little longer for that.
     *
     * <p>If the process dies in the moment between, or cannot ring, others find the job when they look by
     * themselves, within {@link PgQueuesConfig#backstopInterval()}.
     */
    AUTO,

    /** The ring is part of the transaction that adds the jobs: no commit without it, at the price told above. */
    TRANSACTIONAL,

    /**
     * Nobody is rung. Others find the jobs when they look by themselves: within {@link
     * PgQueuesConfig#backstopInterval()} if they listen, within {@link PgQueuesConfig#pollInterval()} if not.
     */
    NONE
}
