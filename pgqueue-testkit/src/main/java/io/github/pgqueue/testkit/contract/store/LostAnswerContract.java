package io.github.pgqueue.testkit.contract.store;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.started;
import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.JobState;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.contract.topic.TopicBackend;
import io.github.pgqueue.testkit.internal.fixture.Eventually;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;

/** Rule S16.1: answers that a network has lost. */
public abstract class LostAnswerContract extends StoreContract {

    private static final Duration LEASE = Duration.ofSeconds(6);

    /** Half of it, and what a machine that is busy takes. */
    private static final Duration BOUND = LEASE.dividedBy(2).plus(Duration.ofSeconds(2));

    /** A connection that is asked first whether it lives is not asked anything else: then it is tried again. */
    private static final int MOST_TRIES = 20;

    private static final String IN_TRANSACTION = """
            select count(*) from pg_stat_activity
            where datname = current_database() and state = 'idle in transaction'
            """;

    private static final String ASKED_SINCE = """
            select count(*) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and query_start > '%s'
            """;

    /** By when something is sent, or never. */
    private static final Duration SENT = Duration.ofSeconds(1);

    private TopicBackend.LossyWay way;
    private QueueStore behind;

    /** For subclasses. */
    protected LostAnswerContract() {}

    @BeforeEach
    final void openBehindTheWay() {
        way = backend().lossyWay();
        behind = backend().store().open(way.config().lease(LEASE).build());
        // A store may wait for those that are on their way.
        closing(() -> within(patience(), "QueueStore.close", () -> {
            way.mend();
            behind.close();
        }));
    }

    @Checks("S16.1")
    void ofAClaim() {
        Deque<Long> jobs = new ArrayDeque<>();
        Deque<Long> claims = new ArrayDeque<>();
        assertEndsInTime("exchange", () -> {
            claim(MOST_TRIES);
            jobs.push(insert("x"));
            claims.push(newClaim());
            return new Asked(
                    queueName -> behind.exchange(new Exchange(queueName, NODE, claims.peek(), List.of(), 1)),
                    () -> isIn(jobs.peek(), JobState.RUNNING));
        });
        Assertions.assertEquals(1, behind.takeBack(QUEUE, claims.peek()), "jobs taken back, once answers arrive");
        Assertions.assertEquals(JobState.NEW, info(jobs.peek()).state(), "state");
    }

    @Checks("S16.1")
    void ofASettlement() {
        assertEndsInTime("exchange", () -> {
            ClaimedJob job = running("x");
            List<Settlement> end = List.of(Settlement.success(job.fence()));
            return new Asked(
                    queueName -> behind.exchange(new Exchange(queueName, NODE, newClaim(), end, 0)),
                    () -> isIn(job.id(), JobState.SUCCESS));
        });
    }

    @Checks("S16.1")
    void ofATakingBack() {
        assertEndsInTime("takeBack", () -> {
            long claim = newClaim();
            insert("x");
            List<ClaimedJob> claimed = store().exchange(new Exchange(QUEUE, NODE, claim, List.of(), 1))
                    .claimed();
            long id = claimed.get(0).id();
            return new Asked(queueName -> behind.takeBack(queueName, claim), () -> isIn(id, JobState.NEW));
        });
    }

    @Checks("S16.1")
    void ofABeat() {
        assertEndsInTime("beat", () -> {
            beat(QUEUE, HOUR);
            return new Asked(
                    queueName -> behind.beat(queueName, queueName.equals(QUEUE) ? LEASE : HOUR, Optional.empty()),
                    () -> beat("another", HOUR)
                            .nextLapse()
                            .filter(left -> left.compareTo(LEASE) <= 0)
                            .isPresent());
        });
    }

    @Checks("S16.1")
    void ofALookForWork() {
        assertTracelessEndsInTime("waiting", queueName -> behind.waiting(List.of(queueName)));
    }

    @Checks("S16.1")
    void ofALookForCancelledJobs() {
        assertTracelessEndsInTime("cancelRequests", behind::cancelRequests);
    }

    @Checks("S16.1")
    void ofARing() {
        assertTracelessEndsInTime("ring", queueName -> behind.ring(List.of(Ring.of(queueName))));
    }

    /** What leaves nothing behind by which one could tell that it was carried out: the server tells that it was asked. */
    private void assertTracelessEndsInTime(String what, Consumer<String> call) {
        assertEndsInTime(what, () -> {
            AtomicReference<@Nullable OffsetDateTime> since = new AtomicReference<>();
            Consumer<String> dated = queueName -> {
                since.set(queueName.equals(QUEUE) ? serverTime() : null);
                call.accept(queueName);
            };
            return new Asked(dated, () -> isAsked(since.get()));
        });
    }

    @Checks("S16.1")
    void ofABegin() {
        transactions();
        assertEndsInTime("begin", () -> {
            Eventually.isTrue(patience(), "nobody is in a transaction any more", () -> inTransaction() == 0);
            ClaimedJob job = running("x");
            return new Asked(
                    queueName -> behind.transactions()
                            .orElseThrow()
                            .begin(queueName, job.fence())
                            .close(),
                    () -> inTransaction() > 0);
        });
    }

    private boolean isIn(long id, JobState state) {
        return info(id).state() == state;
    }

    private long inTransaction() {
        return sql(statement -> read(statement.executeQuery(IN_TRANSACTION), Long.class));
    }

    private OffsetDateTime serverTime() {
        return sql(statement -> read(statement.executeQuery("select clock_timestamp()"), OffsetDateTime.class));
    }

    private boolean isAsked(@Nullable OffsetDateTime since) {
        return since != null
                && sql(statement -> read(statement.executeQuery(ASKED_SINCE.formatted(since)), Long.class)) > 0;
    }

    private static <T> T read(ResultSet row, Class<T> type) throws SQLException {
        row.next();
        return row.getObject(1, type);
    }

    private <T> T sql(Question<T> question) {
        try (Connection connection = backend().connect();
                Statement statement = connection.createStatement()) {
            return question.ask(statement);
        } catch (SQLException failure) {
            return Assertions.fail("the server's sessions cannot be looked at", failure);
        }
    }

    /** What the server is asked about itself. */
    private interface Question<T> {
        T ask(Statement statement) throws SQLException;
    }

    /**
     * What is asked of the store on the way, and whether it was carried out.
     *
     * @param call asks it for a queue
     * @param carriedOut whether it was, for the queue under test
     */
    private record Asked(Consumer<String> call, BooleanSupplier carriedOut) {}

    /** Asks for another queue first, which makes the connection, and tells the server of the statement. */
    private void assertEndsInTime(String what, Supplier<Asked> anew) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            // What an earlier try has left does not count.
            Asked asked = anew.get();
            asked.call().accept("another queue");
            way.lose();
            long begun = System.nanoTime();
            CompletableFuture<Boolean> ended = started(what, () -> isAnswered(asked.call()));
            boolean lost = Eventually.isTrue(SENT, asked.carriedOut());
            way.mend();
            within(patience().plus(patience()), what, () -> ended.get());
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            if (lost) {
                Assertions.assertTrue(
                        took.compareTo(BOUND) < 0, what + " has ended after " + took + " instead of " + BOUND);
                return;
            }
        }
        Assertions.fail(what + " was never carried out so that its answer could be lost");
    }

    private static boolean isAnswered(Consumer<String> call) {
        try {
            call.accept(QUEUE);
            return true;
        } catch (StoreException unanswered) {
            return false;
        }
    }
}
