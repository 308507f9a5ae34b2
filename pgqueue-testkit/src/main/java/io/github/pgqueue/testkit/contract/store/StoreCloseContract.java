package io.github.pgqueue.testkit.contract.store;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.JobAdmin;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.spi.Transactions;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.contract.topic.NeedsServerAlone;
import io.github.pgqueue.testkit.database.ServerControl;
import io.github.pgqueue.testkit.internal.fixture.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Assertions;

/** Rules S7: the end of a store. */
@NeedsServerAlone
public abstract class StoreCloseContract extends StoreContract {

    private static final Duration SECONDS = Duration.ofSeconds(10);

    /** For subclasses. */
    protected StoreCloseContract() {}

    @Checks("S7.1")
    void twiceIsFine() {
        QueueStore other = open();
        insert("x");
        within(least(SECONDS), "closing", store()::close);
        within(least(SECONDS), "closing again", store()::close);
        Assertions.assertEquals(1, other.stats().size(), "another store goes on");
    }

    @Checks("S7.1")
    void beforeItsFirstUse() {
        within(least(SECONDS), "closing", open()::close);
    }

    @Checks("S7.1")
    void withTheDatabaseDown() {
        ServerControl server = backend().server();
        insert("x");
        closing(server::start);
        server.stop();
        within(least(SECONDS), "closing with the database down", store()::close);
    }

    @Checks("S7.1")
    void nothingStaysOpen() {
        backend().connections();
        insert("x");
        within(least(SECONDS), "closing", store()::close);
        Eventually.isTrue(
                patience(),
                "connections that the store left open",
                () -> backend().connections() == 0);
    }

    @Checks("S7.2")
    void everythingElseThrows() {
        QueueStore other = open();
        String sql = other.bootstrapSql();
        insert("x");
        within(least(SECONDS), "closing", store()::close);
        assertAllThrow(Map.of(
                "bootstrap", store()::bootstrap,
                "insert", () -> store().insert(QUEUE, jobs("y")),
                "ring", () -> store().ring(List.of(Ring.of(QUEUE))),
                "exchange", () -> store().exchange(new Exchange(QUEUE, NODE, newClaim(), List.of(), 1)),
                "takeBack", () -> store().takeBack(QUEUE, newClaim()),
                "find", () -> store().find(QUEUE, 1),
                "stats", () -> store().stats()));
        assertAllThrow(Map.of(
                "beat", () -> beat(NODE, HOUR),
                "leave", () -> store().leave(NODE),
                "rescue", () -> store().rescue(),
                "cancel", () -> store().cancel(QUEUE, 1),
                "cancelRequests", () -> store().cancelRequests(NODE),
                "await", () -> store().await(QUEUE, 1)));
        Assertions.assertEquals(sql, store().bootstrapSql(), "bootstrapSql after close");
        Assertions.assertEquals(1, other.stats().size(), "another store goes on");
    }

    @Checks("S7.2")
    void theAbilityOfOperatorsEndsToo() {
        JobAdmin admin = admin();
        within(least(SECONDS), "closing", store()::close);
        JobFilter filter = JobFilter.in(JobState.NEW);
        assertAllThrow(Map.of(
                "retry", () -> admin.retry(QUEUE, 1),
                "discard", () -> admin.discard(QUEUE, 1),
                "list", () -> admin.list(QUEUE, filter, 1, Optional.empty()),
                "preview", () -> admin.preview(QUEUE, BulkAction.CANCEL, filter),
                "apply", () -> admin.apply(QUEUE, BulkAction.CANCEL, filter, OptionalLong.empty()),
                "pause", () -> admin.pause(QUEUE, true),
                "paused", admin::paused,
                "prunable", admin::prunable,
                "prune", () -> admin.prune(1),
                "takeDuty", () -> admin.takeDuty("duty", NODE, HOUR)));
    }

    @Checks("S7.2")
    void theAbilityOfTransactionsEndsToo() throws SQLException {
        Transactions transactions = transactions();
        ClaimedJob job = running("x");
        within(least(SECONDS), "closing", store()::close);
        try (Connection connection = backend().connect()) {
            assertAllThrow(Map.of(
                    "insert", () -> transactions.insert(connection, QUEUE, jobs("y")),
                    "begin", () -> transactions.begin(QUEUE, job.fence())));
        }
    }

    private static void assertAllThrow(Map<String, Runnable> calls) {
        calls.forEach(
                (name, call) -> Assertions.assertThrows(IllegalStateException.class, call::run, name + " after close"));
    }

    private Duration least(Duration limit) {
        return limit.compareTo(patience()) < 0 ? limit : patience();
    }
}
