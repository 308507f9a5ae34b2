package io.github.pgqueue.jdbc.internal.retention;

/** The statement that deletes what is not to be kept, and its condition, which others have too. */
public final class ForgetSql {

    /** Whether a job that is to be kept for no time may go with its end. */
    public static final String MAY_GO = """
            not job.awaited and (job.unique_scope is distinct from 'period' or job.unique_until <= now())""";

    /** Jobs that have just ended in a state that is kept for no time. */
    static final String FORGET = """
            delete from {jobs} as job
            where job.queue_name = :queue and job.id = any (cast(:ids as bigint[]))
              and job.status in ('success', 'error', 'cancelled') and %s""".formatted(MAY_GO);

    private ForgetSql() {}
}
