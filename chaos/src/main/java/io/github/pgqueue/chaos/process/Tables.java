package io.github.pgqueue.chaos.process;

/** The tables beside the queue's own. Without keys: what comes twice must show. */
public final class Tables {

    /** Creates them. */
    public static final String CREATE = """
            create table effects (job_id bigint not null, attempt integer not null);
            create table bookings (token text not null)""";

    /** A transactional handler's effect. */
    public static final String EFFECT = "insert into effects (job_id, attempt) values (?, ?)";

    /** What is written in the transaction of a push. */
    public static final String BOOKING = "insert into bookings (token) values (?)";

    private Tables() {}
}
