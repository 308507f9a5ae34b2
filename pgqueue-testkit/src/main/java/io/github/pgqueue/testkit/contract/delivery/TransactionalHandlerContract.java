package io.github.pgqueue.testkit.contract.delivery;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.JobExit;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobOutcome;
import io.github.pgqueue.JobState;
import io.github.pgqueue.JobTimeoutException;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.TransactionalHandler;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Gate;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;

/** Rules D9.1, D9.2 and D9.4: handlers whose writes and whose job's end are one. */
public abstract class TransactionalHandlerContract extends DeliveryContract {

    private static final SubscribeOptions AGAIN_AT_ONCE =
            SubscribeOptions.parallel(1).withRetryPolicy(RetryPolicy.fixed(Duration.ZERO, 3));

    private Effects effects;

    /** For subclasses. */
    protected TransactionalHandlerContract() {}

    @BeforeEach
    final void makeEffects() throws SQLException {
        effects = closing(new Effects(backend().connect()));
    }

    @Checks("D9.1")
    void whatItWroteIsSeenWithTheJobsEndAndNotBefore() {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        long id = queue.push("x");
        queue.subscribe(once(), (job, connection) -> {
            Effects.write(connection, job, "first");
            gate.pass();
            Effects.write(connection, job, "second");
        });
        gate.awaitArrivals(1, "the job runs and has written");
        Assertions.assertEquals(JobState.RUNNING, info(queue, id).state(), "state meanwhile");
        Assertions.assertEquals(0, effects.of(id), "rows that others see meanwhile");
        gate.open();
        awaitState(queue, id, JobState.SUCCESS);
        Assertions.assertEquals(2, effects.of(id), "rows once the job is done");
    }

    @Checks("D9.1")
    void manyAtOnceEachOnce() {
        PgQueue queue = open().queue(QUEUE);
        queue.subscribe(SubscribeOptions.parallel(4), (job, connection) -> Effects.write(connection, job, "once"));
        for (long id : queue.pushAll(Collections.nCopies(60, NewJob.of("x")))) {
            JobInfo job = awaitState(queue, id, JobState.SUCCESS);
            Assertions.assertEquals(1, job.attempt(), "attempts of job " + id);
            Assertions.assertEquals(1, effects.of(id), "rows of job " + id);
        }
    }

    @Checks("D9.1")
    void moreWorkersThanConnections() {
        PgQueue queue = open(config().maxConnections(4)).queue(QUEUE);
        queue.subscribe(SubscribeOptions.parallel(10), (job, connection) -> Effects.write(connection, job, "once"));
        for (long id : queue.pushAll(Collections.nCopies(40, NewJob.of("x")))) {
            awaitState(queue, id, JobState.SUCCESS);
            Assertions.assertEquals(1, effects.of(id), "rows of job " + id);
        }
    }

    @Checks("D9.1")
    void theResultIsKeptWithTheEnd() {
        PgQueue queue = open().queue(QUEUE);
        queue.subscribe(once(), (job, connection) -> job.setResult(new byte[] {1, 0, 2}));
        JobOutcome outcome = within(
                patience(),
                "awaiting",
                () -> queue.submit(NewJob.of("x")).outcome().get());
        Assertions.assertEquals(JobState.SUCCESS, outcome.state(), "state");
        Assertions.assertArrayEquals(new byte[] {1, 0, 2}, outcome.result(), "result");
    }

    @Checks("D9.1")
    void whatItPushesComesWithItsEnd() {
        PgQueue queue = open().queue(QUEUE);
        BlockingQueue<Long> pushed = new LinkedBlockingQueue<>();
        queue.subscribe(AGAIN_AT_ONCE, (job, connection) -> {
            if ("child".equals(job.text())) {
                return;
            }
            pushed.add(queue.push(connection, NewJob.of("child")));
            if (job.attempt() == 1) {
                throw new IllegalStateException("after the push");
            }
        });
        awaitState(queue, queue.push("parent"), JobState.SUCCESS);
        long undone = next(pushed, "the first push");
        awaitState(queue, next(pushed, "the second push"), JobState.SUCCESS);
        Assertions.assertTrue(queue.find(undone).isEmpty(), "what the attempt that failed has pushed");
    }

    @Checks("D9.2")
    void whatAnAttemptThatFailedWroteIsUndone() {
        JobInfo job = assertUndone((claimed, connection) -> {
            throw new IllegalStateException("after writing");
        });
        Assertions.assertEquals(1, job.errors().size(), "failures kept");
        Assertions.assertEquals(
                IllegalStateException.class.getName(), job.errors().get(0).type(), "the failure");
    }

    @Checks("D9.2")
    void alsoAfterAnError() {
        assertUndone((claimed, connection) -> {
            throw new StackOverflowError("pretended");
        });
    }

    @Checks("D9.2")
    void alsoAfterAStatementThatBrokeTheTransaction() {
        JobInfo job = assertUndone((claimed, connection) -> {
            try (var statement = connection.createStatement()) {
                statement.execute("select 1 / 0");
            }
        });
        Assertions.assertTrue(
                job.errors().get(0).message().orElse("").contains("zero"), "the failure: " + job.errors());
    }

    /** What is broken cannot be committed, though the handler does not say so. */
    @Checks("D9.2")
    void alsoIfItHidesThatTheTransactionIsBroken() {
        assertUndone((claimed, connection) -> {
            try (var statement = connection.createStatement()) {
                statement.execute("select 1 / 0");
            } catch (SQLException hidden) {
                // The handler goes on as if nothing had happened.
            }
        });
    }

    @Checks("D9.2")
    void alsoIfItSnoozes() {
        JobInfo job = assertUndone((claimed, connection) -> {
            throw JobExit.snooze(Duration.ZERO);
        });
        Assertions.assertTrue(job.errors().isEmpty(), "a snooze is no failure: " + job.errors());
    }

    @Checks("D9.2")
    void untilTheLastAttempt() {
        PgQueue queue = open().queue(QUEUE);
        queue.subscribe(AGAIN_AT_ONCE, (job, connection) -> {
            Effects.write(connection, job, "undone");
            throw new IllegalStateException("busy");
        });
        long id = queue.push("x");
        JobInfo job = awaitState(queue, id, JobState.ERROR);
        Assertions.assertEquals(3, job.attempt(), "attempts");
        Assertions.assertEquals(3, job.errors().size(), "failures kept");
        Assertions.assertEquals(0, effects.of(id), "rows");
    }

    /** The first attempt writes and then does this; the second writes and returns. */
    private JobInfo assertUndone(TransactionalHandler failure) {
        PgQueue queue = open().queue(QUEUE);
        queue.subscribe(AGAIN_AT_ONCE, (job, connection) -> {
            Effects.write(connection, job, "attempt " + job.attempt());
            if (job.attempt() == 1) {
                failure.handle(job, connection);
            }
        });
        long id = queue.push("x");
        JobInfo job = awaitState(queue, id, JobState.SUCCESS);
        Assertions.assertEquals(2, job.attempt(), "attempts");
        Assertions.assertEquals(1, effects.of(id), "rows, of the second attempt only");
        return job;
    }

    @Checks("D9.4")
    void theEndOfTheTransactionIsNotTheHandlersToBringAbout() {
        PgQueue queue = open().queue(QUEUE);
        BlockingQueue<Map<String, Boolean>> refused = new LinkedBlockingQueue<>();
        queue.subscribe(once(), (job, connection) -> {
            Effects.write(connection, job, "before");
            Map<String, Boolean> found = new LinkedHashMap<>();
            ends(connection).forEach((name, call) -> found.put(name, isRefused(call)));
            refused.add(found);
            Effects.write(connection, job, "after");
        });
        long id = queue.push("x");
        next(refused, "the handler has tried")
                .forEach((name, isRefused) -> Assertions.assertTrue(isRefused, name + " was not refused"));
        awaitState(queue, id, JobState.SUCCESS);
        Assertions.assertEquals(2, effects.of(id), "rows");
    }

    private static Map<String, Executable> ends(Connection connection) {
        Map<String, Executable> calls = new LinkedHashMap<>();
        calls.put("commit", connection::commit);
        calls.put("rollback", connection::rollback);
        calls.put("setAutoCommit", () -> connection.setAutoCommit(true));
        calls.put("close", connection::close);
        return calls;
    }

    private static boolean isRefused(Executable call) {
        try {
            call.execute();
            return false;
        } catch (SQLException refusal) {
            return true;
        } catch (Throwable other) {
            return false;
        }
    }

    @Checks("D9.4")
    void autocommitIsOff() {
        PgQueue queue = open().queue(QUEUE);
        BlockingQueue<Boolean> autocommit = new LinkedBlockingQueue<>();
        queue.subscribe(once(), (job, connection) -> autocommit.add(connection.getAutoCommit()));
        queue.push("x");
        Assertions.assertFalse(next(autocommit, "the job"), "autocommit");
    }

    @Checks("D9.4")
    void aPartMayBeUndoneByASavepoint() {
        PgQueue queue = open().queue(QUEUE);
        queue.subscribe(once(), (job, connection) -> {
            Effects.write(connection, job, "stays");
            var savepoint = connection.setSavepoint();
            Effects.write(connection, job, "goes");
            connection.rollback(savepoint);
        });
        long id = queue.push("x");
        JobInfo job = awaitState(queue, id, JobState.SUCCESS);
        Assertions.assertEquals(1, job.attempt(), "attempts");
        Assertions.assertEquals(1, effects.of(id), "rows");
    }

    @Checks("D8.1")
    void whatWasWrittenPastTheTimeLimitIsUndone() {
        PgQueue queue = open().queue(QUEUE);
        AtomicInteger calls = new AtomicInteger();
        Gate gate = gate();
        // Enough to write before: a driver may swallow an interrupt that comes while it waits for the server.
        queue.subscribe(once().withTimeLimit(Duration.ofSeconds(3)), (job, connection) -> {
            Effects.write(connection, job, "too late");
            calls.incrementAndGet();
            try {
                gate.pass();
            } catch (InterruptedException heard) {
                // It returns as if nothing were amiss.
            }
        });
        long id = queue.push("x");
        JobInfo job = awaitState(Duration.ofSeconds(3), queue, id, JobState.ERROR);
        Assertions.assertEquals(
                List.of(JobTimeoutException.class.getName()),
                job.errors().stream().map(error -> error.type()).toList(),
                "failures kept");
        Assertions.assertEquals(0, effects.of(id), "rows");
        Assertions.assertEquals(1, calls.get(), "calls");
    }

    @Checks("D8.4")
    void whatWasWrittenByAHandlerThatReturnsThoughCancelledStays() {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        queue.subscribe(once(), (job, connection) -> {
            try {
                gate.pass();
            } catch (InterruptedException heard) {
                Thread.currentThread().interrupt();
            }
            boolean interrupted = Thread.interrupted();
            Effects.write(connection, job, "all the same");
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        long id = queue.push("x");
        gate.awaitArrivals(1, "the job runs");
        queue.cancel(id);
        awaitState(queue, id, JobState.SUCCESS);
        Assertions.assertEquals(1, effects.of(id), "rows");
    }
}
