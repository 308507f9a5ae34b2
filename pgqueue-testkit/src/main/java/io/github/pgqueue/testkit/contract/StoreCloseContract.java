package io.github.pgqueue.testkit.contract;

import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.testkit.database.ServerControl;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;

/** Rules S7: the end of a store. */
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
        Map<String, Runnable> calls = Map.of(
                "bootstrap", store()::bootstrap,
                "insert", () -> store().insert(QUEUE, jobs("y")),
                "exchange", () -> store().exchange(new Exchange(QUEUE, NODE, newClaim(), List.of(), 1)),
                "takeBack", () -> store().takeBack(QUEUE, newClaim()),
                "find", () -> store().find(QUEUE, 1),
                "stats", () -> store().stats());
        calls.forEach(
                (name, call) -> Assertions.assertThrows(IllegalStateException.class, call::run, name + " after close"));
        Assertions.assertEquals(sql, store().bootstrapSql(), "bootstrapSql after close");
        Assertions.assertEquals(1, other.stats().size(), "another store goes on");
    }

    private Duration least(Duration limit) {
        return limit.compareTo(patience()) < 0 ? limit : patience();
    }
}
