package io.github.pgqueue.benchmarks.contender;

/** Spring Integration's message channel in PostgreSQL, which LISTENs. */
public final class SpringIntegration implements Contender {

    /** Of its own script, what the channel needs. */
    private static final String TABLE = """
            create sequence int_message_seq;
            create table int_channel_message (
              message_id char(36) not null,
              group_key char(36) not null,
              created_date bigint not null,
              message_priority bigint,
              message_sequence bigint not null default nextval('int_message_seq'),
              message_content bytea,
              region varchar(100) not null,
              constraint int_channel_message_pk primary key (region, group_key, created_date, message_sequence));
            create index int_channel_msg_delete_idx on int_channel_message (region, group_key, message_id);
            create function int_channel_message_notify_fct() returns trigger language plpgsql as $$
            begin
              perform pg_notify('int_channel_message_notify', new.region || ' ' || new.group_key);
              return new;
            end $$;
            create trigger int_channel_message_notify_trg after insert on int_channel_message
              for each row execute function int_channel_message_notify_fct()
            """;

    @Override
    public String name() {
        return "spring-integration";
    }

    @Override
    public String version() {
        return Versions.of("spring-integration");
    }

    @Override
    public String settings() {
        return "PostgresSubscribableChannel with its trigger, a dispatcher thread a worker, each message taken and"
                + " handled in one transaction; it has no call for many at once";
    }

    @Override
    public void bootstrap(Arena arena) {
        arena.execute(TABLE);
    }

    @Override
    public Entrant open(Arena arena) {
        return new SpringIntegrationEntrant(arena);
    }
}
