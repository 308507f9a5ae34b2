package io.github.pgqueue.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.benchmarks.contender.OwnTable.Variant;
import io.github.pgqueue.benchmarks.server.Server;
import io.github.pgqueue.benchmarks.shared.Logs;
import io.github.pgqueue.benchmarks.shared.Waiting;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limits run pgqueue's own statement in pgqueue's own table, and in a copy with nothing but what it needs. */
@Timeout(60)
class OwnTableTest {

    private static final byte[] PAYLOAD = new byte[100];

    private static Server server;

    @BeforeAll
    static void open() {
        Logs.quiet();
        server = Server.open(Map.of());
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void pushesAsPgqueueDoes() throws Exception {
        try (Arena arena = opened(Variant.CLAIMED);
                Entrant table = new OwnTable(Variant.CLAIMED).open(arena);
                Entrant pgqueue = Pgqueue.byPgjdbc().open(arena)) {
            pgqueue.push(PAYLOAD);
            for (int push = 0; push < 3; push++) {
                table.push(PAYLOAD);
            }
            table.pushAll(PAYLOAD, 7);
            table.pushAll(PAYLOAD, 7);
            assertThat(table.unfinished()).isEqualTo(1 + 3 + 14);
            assertThat(arena.count("select count(distinct (queue_name, payload, priority, status, attempt)) from jobs"))
                    .isEqualTo(1);
        }
    }

    @Test
    void pushesOfSeveralSizesAtOnceDoNotMixUp() throws Exception {
        try (Arena arena = opened(Variant.CLAIMED);
                Entrant table = new OwnTable(Variant.CLAIMED).open(arena)) {
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                List<Future<Object>> ends = threads.invokeAll(
                        List.of(() -> pushAgainAndAgain(table, 3), () -> pushAgainAndAgain(table, 5)));
                for (Future<Object> end : ends) {
                    end.get();
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(table.unfinished()).isEqualTo(200 * 3 + 200 * 5);
        }
    }

    private static @Nullable Object pushAgainAndAgain(Entrant table, int jobs) throws Exception {
        for (int push = 0; push < 200; push++) {
            table.pushAll(PAYLOAD, jobs);
        }
        return null;
    }

    @Test
    void aClaimIsWrittenAndALockIsNot() throws Exception {
        assertThat(versions(Variant.CLAIMED)).isEqualTo(2);
        assertThat(versions(Variant.LOCKED)).isEqualTo(1);
        assertThat(versions(Variant.DELETED)).isZero();
    }

    /** How often each row is written after it was added. */
    private static long versions(Variant variant) throws Exception {
        try (Arena arena = opened(variant);
                Entrant table = new OwnTable(variant).open(arena)) {
            arena.execute("create table written (id bigint);"
                    + " create function note() returns trigger language plpgsql as"
                    + " $$ begin insert into written values (new.id); return null; end $$;"
                    + " create trigger note after update on jobs for each row execute function note()");
            table.push(PAYLOAD);
            Workers workers = table.work(1, payload -> {});
            try (workers) {
                Waiting.until("it is done", () -> table.unfinished() == 0);
            }
            assertThat(arena.count("select count(*) from jobs where status = 'success'"))
                    .isEqualTo(variant == Variant.DELETED ? 0 : 1);
            assertThat(arena.count("select count(*) from jobs where status <> 'success'"))
                    .isZero();
            return arena.count("select count(*) from written");
        }
    }

    @Test
    void theCopyHasTheIndexesThatANewJobEntersAndNoRules() throws Exception {
        try (Arena arena = opened(Variant.WITHOUT_RULES);
                Entrant copy = new OwnTable(Variant.WITHOUT_RULES).open(arena)) {
            copy.pushAll(PAYLOAD, 5);
            copy.pushAll(PAYLOAD, 5);
            assertThat(copy.unfinished()).isEqualTo(10);
            assertThat(arena.count("select count(*) from jobs")).isZero();
            assertThat(arena.count("select count(*) from pg_index where indrelid = 'bare_jobs'::regclass"))
                    .as("the key and that of jobs that wait")
                    .isEqualTo(2);
            assertThat(arena.count("select count(*) from pg_trigger where tgrelid = 'bare_jobs'::regclass"))
                    .isZero();
            assertThat(arena.count("select count(*) from pg_constraint"
                            + " where conrelid = 'bare_jobs'::regclass and contype = 'c'"))
                    .isZero();
        }
    }

    @Test
    void refusesToGuessWhichStatementAddsJobs() throws Exception {
        try (Arena arena = opened(Variant.CLAIMED)) {
            assertThatThrownBy(() -> RecordedInsert.of(arena, queue -> {}))
                    .hasMessageStartingWith("pgqueue adds jobs by 0 statements");
            assertThatThrownBy(() -> RecordedInsert.of(arena, queue -> {
                        queue.push(PAYLOAD);
                        queue.push(PAYLOAD);
                    }))
                    .hasMessageStartingWith("pgqueue adds jobs by 2 statements");
        }
    }

    private static Arena opened(Variant variant) {
        Arena arena = Arena.open(Server.url(), 14);
        new OwnTable(variant).bootstrap(arena);
        return arena;
    }
}
