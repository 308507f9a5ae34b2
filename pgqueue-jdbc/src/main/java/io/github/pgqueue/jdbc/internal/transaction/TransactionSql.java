package io.github.pgqueue.jdbc.internal.transaction;

/** The statements of a transaction in which a job is handled. */
final class TransactionSql {

    /**
     * Marks the transaction: the settings are gone when it ends, by whatever way. Also shows that the connection
     * is alive, before a handler is begun with it. If this machine or the way to it goes, the server notices
     * within half a minute, and not after hours, during which all that the handler has locked would stay so.
     */
    static final String MARK = """
            select set_config('pgqueue.transaction', :mark, true) as mark,
                   set_config('pgqueue.search_path', current_setting('search_path'), true),
                   set_config('pgqueue.user', current_user, true),
                   set_config('tcp_keepalives_idle', '10', true),
                   set_config('tcp_keepalives_interval', '5', true),
                   set_config('tcp_keepalives_count', '3', true)""";

    /** Sent only if the handler has chosen another schema: without it the next statement would meet another table. */
    static final String RESTORE_SCHEMA =
            "select set_config('search_path', current_setting('pgqueue.search_path'), false) as restored";

    /**
     * Ends the job, if the claim is current and the transaction still the one that was marked. Fails in one
     * that has failed already, whose commit would be a silent rollback. The time is that of now: that of the
     * transaction was before the handler began. From here on the job's row is locked, and nobody could rescue it
     * if the commit never came: the server waits for that not longer than this.
     */
    static final String SETTLE = """
            with ended as materialized (
                select clock_timestamp() as at,
                       coalesce(current_setting('pgqueue.transaction', true) = :mark, false) as is_whole,
                       coalesce(current_setting('pgqueue.search_path', true) = current_setting('search_path')
                           and current_setting('pgqueue.user', true) = current_user, false) as is_clean
                where set_config('idle_in_transaction_session_timeout', '10s', true) is not null
            ), settled as (
                update {jobs} as job
                set status = 'success', result = cast(:result as bytea), cancel_requested = false, rescued = false,
                    updated_at = ended.at
                from ended
                where job.queue_name = :queue and job.id = :id and job.attempt = :attempt
                  and job.claim = :claim and job.status = 'running' and ended.is_whole
                returning job.id
            )
            select ended.is_whole, ended.is_clean, exists (select 1 from settled) as is_settled
            from ended""";

    private TransactionSql() {}
}
