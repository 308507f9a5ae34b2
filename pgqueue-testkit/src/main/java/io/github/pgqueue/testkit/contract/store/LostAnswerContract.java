package io.github.pgqueue.testkit.contract.store;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.started;
import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.JobState;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.contract.topic.BesideOthers;
import io.github.pgqueue.testkit.contract.topic.TopicBackend;
import io.github.pgqueue.testkit.internal.fixture.Eventually;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;

/** Rule S16.1: answers that a network has lost. */
@BesideOthers
public abstract class LostAnswerContract extends StoreContract {

    private static final Duration LEASE = Duration.ofSeconds(6);

    /** Half of it, and what a machine that is busy takes. */
    private static final Duration BOUND = LEASE.dividedBy(2).plus(Duration.ofMillis(500));

    /** A connection that is asked first whether it lives is not asked anything else: then it is tried again. */
    private static final int MOST_TRIES = 20;

    private static final String IN_TRANSACTION = """
            select count(*) from pg_stat_activity
            where datname = current_database() and state = 'idle in transaction'
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
        long id = insert("x");
        long claim = newClaim();
        assertEndsInTime(
                "exchange",
                queueName -> behind.exchange(new Exchange(queueName, NODE, claim, List.of(), 1)),
                () -> isIn(id, JobState.RUNNING));
        Assertions.assertEquals(1, behind.takeBack(QUEUE, claim), "jobs taken back, once answers arrive");
        Assertions.assertEquals(JobState.NEW, info(id).state(), "state");
    }

    @Checks("S16.1")
    void ofASettlement() {
        ClaimedJob job = running("x");
        List<Settlement> end = List.of(Settlement.success(job.fence()));
        assertEndsInTime(
                "exchange",
                queueName -> behind.exchange(new Exchange(queueName, NODE, newClaim(), end, 0)),
                () -> isIn(job.id(), JobState.SUCCESS));
    }

    @Checks("S16.1")
    void ofATakingBack() {
        long id = insert("x");
        long claim = newClaim();
        store().exchange(new Exchange(QUEUE, NODE, claim, List.of(), 1));
        assertEndsInTime("takeBack", queueName -> behind.takeBack(queueName, claim), () -> isIn(id, JobState.NEW));
    }

    @Checks("S16.1")
    void ofABeat() {
        assertEndsInTime(
                "beat",
                queueName -> behind.beat(queueName, queueName.equals(QUEUE) ? LEASE : HOUR, Optional.empty()),
                () -> beat("another", HOUR)
                        .nextLapse()
                        .filter(left -> left.compareTo(LEASE) <= 0)
                        .isPresent());
    }

    @Checks("S16.1")
    void ofABegin() {
        transactions();
        ClaimedJob job = running("x");
        assertEndsInTime(
                "begin",
                queueName -> behind.transactions()
                        .orElseThrow()
                        .begin(queueName, job.fence())
                        .close(),
                () -> inTransaction() > 0);
    }

    private boolean isIn(long id, JobState state) {
        return info(id).state() == state;
    }

    private long inTransaction() {
        try (Connection connection = backend().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(IN_TRANSACTION)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException failure) {
            return Assertions.fail("the server's sessions cannot be looked at", failure);
        }
    }

    /** Asks for another queue first, which makes the connection, and tells the server of the statement. */
    private void assertEndsInTime(String what, Consumer<String> call, BooleanSupplier carriedOut) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            call.accept("another queue");
            way.lose();
            long begun = System.nanoTime();
            CompletableFuture<Boolean> ended = started(what, () -> isAnswered(call));
            boolean lost = Eventually.isTrue(SENT, carriedOut);
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
