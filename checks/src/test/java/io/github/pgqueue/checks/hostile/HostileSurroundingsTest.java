package io.github.pgqueue.checks.hostile;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Jobs are done although somebody")
class HostileSurroundingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    @DisplayName("sends on the channel what is no ring")
    void rings(String backend) throws Exception {
        try (HostileTable table = new HostileTable(backend)) {
            table.doAGoodJob();
            table.run("""
                    select pg_notify('jobs_channel', text) from unnest(array[
                        '', ',', ',,', ',,,', 'c', 'd', 'c,,', 'd1,,hostile', 'c9,,hostile', 'x1,,hostile',
                        '9223372036854775808,,hostile', ',9223372036854775807,hostile', ',-1,hostile', ',,nobody',
                        '1,,' || repeat('q', 7000), E'\\n,\\n,\\n', '1;drop table jobs,,hostile']) as text""");
            table.doAGoodJob();
        }
    }

    /** Nodes of which nobody knows how long they are alive, and leases from the past and of the far future. */
    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    @DisplayName("writes nodes, duties and queues by hand")
    void besides(String backend) throws Exception {
        try (HostileTable table = new HostileTable(backend)) {
            table.run("""
                    insert into jobs_nodes (node, lease_until) values
                        ('', now()), ('old', '0001-01-01 00:00:00+00'), ('eternal', '9999-12-31 23:59:59+00'),
                        (repeat('n', 2000), now() + interval '1 second')""");
            table.run("""
                    insert into jobs_duties (duty, node, until) values ('', '', now()), ('x', 'y', 'infinity'), ('z', 'y', '-infinity')""");
            table.run(
                    "insert into jobs_queues (queue_name, paused_at) values ('', 'infinity'), ('nobody', '-infinity')");
            table.run("""
                    insert into jobs (queue_name, status, node, claim, attempt) values
                        ('hostile', 'running', 'old', 1, 1), ('hostile', 'running', '', 2, 1), ('hostile', 'running', null, null, 0)""");
            table.doAGoodJob();
            table.queues().paused();
            table.queues().prune();
            table.awaitIdle();
            table.doAGoodJob();
        }
    }

    /**
     * Rows that no rule refuses and that a statement for many jobs could not end or begin: each made it fail for
     * ever once. Their numbers say how their handlers end.
     */
    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    @DisplayName("writes jobs that are at the end of what a row can hold")
    void lastOnes(String backend) throws Exception {
        try (HostileTable table = new HostileTable(backend)) {
            table.run("""
                    insert into jobs (queue_name, id, attempt, excused) values
                        ('hostile', 700, 2000000000, 0), ('hostile', 701, 2000000000, 2000000000),
                        ('hostile', 707, 0, 2000000000)""");
            // Compressed it is small, and with one failure more it is too large.
            table.run("""
                    insert into jobs (queue_name, id, errors) values
                        ('hostile', 714, jsonb_build_array(repeat('x', 4194000))),
                        ('hostile', 717, jsonb_build_array(repeat('x', 2000000), repeat('y', 2000000)))""");
            table.run("""
                    insert into jobs (queue_name, id, status, attempt, run_at, unique_key, unique_scope, errors) values
                        ('hostile', 721, 'new', 0, now() + interval '1 hour', 'k', 'started', null),
                        ('hostile', 728, 'running', 1, now(), 'k', 'started', jsonb_build_array(repeat('x', 4194000)))""");
            table.doAGoodJob();
            table.awaitIdle();
            table.doAGoodJob();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    @DisplayName("gives a job that runs the key of one that waits")
    void keyOfAnother(String backend) throws Exception {
        try (HostileTable table = new HostileTable(backend)) {
            table.run("""
                    insert into jobs (queue_name, run_at, unique_key, unique_scope)
                    values ('hostile', now() + interval '1 hour', 'k', 'started')""");
            long id = table.hold();
            table.run("update jobs set unique_key = 'k', unique_scope = 'started' where id = " + id);
            table.release();
            table.doAGoodJob();
            table.awaitIdle();
        }
    }
}
