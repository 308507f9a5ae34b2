package io.github.pgqueue.testkit.contract.delivery;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.JobExit;
import io.github.pgqueue.JobNotFoundException;
import io.github.pgqueue.JobOutcome;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Gate;
import io.github.pgqueue.testkit.internal.fixture.Heard;
import io.github.pgqueue.testkit.internal.probe.Call;
import io.github.pgqueue.testkit.internal.probe.StoreProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assertions;

/** Rules D10: waiting for the ends of jobs. */
public abstract class AwaitJobContract extends DeliveryContract {

    private static final byte[] RESULT = {1, 0, -1};
    private static final Duration OFTEN = Duration.ofMillis(50);

    /** For subclasses. */
    protected AwaitJobContract() {}

    @Checks("D10.1")
    void successWithItsResult() {
        PgQueue queue = working(open());
        JobOutcome outcome = outcome(queue.submit(NewJob.of("succeed")).outcome());
        Assertions.assertEquals(JobState.SUCCESS, outcome.state(), "state");
        Assertions.assertArrayEquals(RESULT, outcome.result(), "result");
        Assertions.assertTrue(outcome.error().isEmpty(), "error: " + outcome.error());
    }

    @Checks("D10.1")
    void errorWithItsMessage() {
        PgQueue queue = working(open());
        JobOutcome outcome = outcome(queue.submit(NewJob.of("fail")).outcome());
        Assertions.assertEquals(JobState.ERROR, outcome.state(), "state");
        Assertions.assertNull(outcome.result(), "result, which is kept with a success only");
        Assertions.assertTrue(outcome.error().orElse("").contains("the bank is closed"), "error: " + outcome.error());
    }

    @Checks("D10.1")
    void cancelledByItsHandlerOrBySomebody() {
        PgQueue queue = working(open());
        Assertions.assertEquals(
                JobState.CANCELLED,
                outcome(queue.submit(NewJob.of("cancel")).outcome()).state(),
                "state of a job that its handler has cancelled");
        long later = queue.push(NewJob.of("later").withDelay(Duration.ofHours(1)));
        CompletableFuture<JobOutcome> future = queue.await(later);
        queue.cancel(later);
        Assertions.assertEquals(JobState.CANCELLED, outcome(future).state(), "state of a job that somebody cancelled");
    }

    @Checks("D10.1")
    void anEndThatWasBefore() {
        PgQueue queue = working(open());
        long id = queue.push("succeed");
        awaitState(queue, id, JobState.SUCCESS);
        Assertions.assertArrayEquals(RESULT, outcome(queue.await(id)).result(), "result");
        Assertions.assertArrayEquals(RESULT, outcome(queue.await(id)).result(), "result, asked again");
    }

    @Checks("D10.1")
    void notBeforeTheEndIsDurable() {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        queue.subscribe(job -> gate.pass());
        long id = queue.push("x");
        gate.awaitArrivals(1, "the job runs");
        CompletableFuture<JobOutcome> future = queue.await(id);
        CompletableFuture<JobState> state =
                future.thenApply(outcome -> info(queue, id).state());
        Assertions.assertThrows(
                TimeoutException.class,
                () -> future.get(A_MOMENT.toNanos(), TimeUnit.NANOSECONDS),
                "an outcome while the job runs");
        gate.open();
        Assertions.assertEquals(JobState.SUCCESS, outcome(future).state(), "state");
        Assertions.assertEquals(JobState.SUCCESS, within(patience(), "looking", () -> state.get()), "in the table");
    }

    @Checks("D10.1")
    void onlyAfterTheLastAttempt() {
        PgQueue queue = open().queue(QUEUE);
        RetryPolicy policy = RetryPolicy.fixed(Duration.ofMillis(1), 5);
        queue.subscribe(SubscribeOptions.parallel(1).withRetryPolicy(policy), job -> {
            if (job.attempt() < 5) {
                throw new IllegalStateException("attempt " + job.attempt());
            }
        });
        long id = queue.push("x");
        JobOutcome outcome = outcome(queue.await(id));
        Assertions.assertEquals(JobState.SUCCESS, outcome.state(), "state");
        Assertions.assertEquals(5, info(queue, id).attempt(), "attempts");
    }

    @Checks("D10.1")
    void manyWaitForMany() {
        PgQueue queue = working(open());
        PgQueue elsewhere = open().queue(QUEUE);
        List<CompletableFuture<JobOutcome>> futures = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            long id = queue.push("succeed");
            futures.add(queue.await(id));
            futures.add(queue.await(id));
            futures.add(elsewhere.await(id));
        }
        futures.forEach(future ->
                Assertions.assertEquals(JobState.SUCCESS, outcome(future).state(), "state"));
    }

    /** The store must know that the end is to be announced, though the first time it was not told. */
    @Checks("D10.1")
    void aLookThatFailedIsRepeated() {
        Member waiting = member(config());
        PgQueue queue = open().queue(QUEUE);
        long id = queue.push("succeed");
        awaitListening(listening(waiting));
        AtomicBoolean failed = new AtomicBoolean();
        waiting.probe().hook(new StoreProbe.Hook() {
            @Override
            public void before(Call call) {
                if (call == Call.AWAIT && failed.compareAndSet(false, true)) {
                    throw new StoreException("failed as the contract's test wants it", null);
                }
            }
        });
        CompletableFuture<JobOutcome> future = waiting.queue().await(id);
        await("the first look has failed", failed::get);
        working(queue);
        Assertions.assertEquals(JobState.SUCCESS, outcome(future).state(), "state");
    }

    private static PgQueues listening(Member member) {
        member.queues().queue("another queue").subscribe(job -> {});
        return member.queues();
    }

    /** Its end is deleted at once where nobody awaits it. */
    @Checks("D10.1")
    void aJobThatIsNotKept() {
        PgQueues queues = open(config().retention(JobState.SUCCESS, Duration.ZERO));
        PgQueue queue = queues.queue(QUEUE);
        Gate gate = gate();
        queue.subscribe(job -> {
            gate.pass();
            job.setResult(RESULT);
        });
        long id = queue.push("x");
        CompletableFuture<JobOutcome> future = queue.await(id);
        gate.awaitArrivals(1, "the job runs");
        await("the store knows that somebody waits", () -> probe().calls(Call.AWAIT) > 0);
        gate.open();
        Assertions.assertArrayEquals(RESULT, outcome(future).result(), "result");
    }

    @Checks("D10.2")
    void acrossProcesses() {
        PgQueues waiting = open();
        PgQueue queue = waiting.queue(QUEUE);
        CompletableFuture<JobOutcome> first = queue.submit(NewJob.of("succeed")).outcome();
        awaitListening(waiting);
        working(open(config().pollOnly()));
        Assertions.assertArrayEquals(RESULT, outcome(first).result(), "result");
    }

    @Checks("D10.2")
    void acrossProcessesWithoutAListener() {
        PgQueue queue = open(config().pollOnly().pollInterval(OFTEN)).queue(QUEUE);
        CompletableFuture<JobOutcome> future =
                queue.submit(NewJob.of("succeed")).outcome();
        working(open(config().pollOnly()));
        Assertions.assertArrayEquals(RESULT, outcome(future).result(), "result");
    }

    @Checks("D10.2")
    void acrossTheLossOfAListener() {
        PgQueues waiting = open();
        CompletableFuture<JobOutcome> future =
                waiting.queue(QUEUE).submit(NewJob.of("succeed")).outcome();
        awaitListening(waiting);
        backend().killListeners();
        working(open(config().pollOnly()));
        Assertions.assertArrayEquals(RESULT, outcome(future).result(), "result");
    }

    @Checks("D10.3")
    void aJobThatIsNotThere() {
        PgQueue queue = open().queue(QUEUE);
        long id = queue.push("x");
        assertFails(JobNotFoundException.class, queue.await(id + 1_000_000));
        assertFails(JobNotFoundException.class, open().queue("another queue").await(id));
    }

    @Checks("D10.3")
    void aJobThatVanishes() {
        PgQueue queue =
                open(config().backstopInterval(OFTEN).pollInterval(OFTEN)).queue(QUEUE);
        long id = queue.push(NewJob.of("x").withDelay(Duration.ofHours(1)));
        CompletableFuture<JobOutcome> future = queue.await(id);
        Operators.of(queue).discard(id);
        assertFails(JobNotFoundException.class, future);
    }

    @Checks("D10.3")
    void closingEndsTheWaiting() {
        PgQueues queues = open();
        PgQueue queue = queues.queue(QUEUE);
        long id = queue.push(NewJob.of("x").withDelay(Duration.ofHours(1)));
        CompletableFuture<JobOutcome> future = queue.await(id);
        within(patience(), "closing", queues::close);
        assertFails(IllegalStateException.class, future);
        Assertions.assertThrows(IllegalStateException.class, () -> queue.await(id), "awaiting after close");
    }

    @Checks("D10.3")
    void cancellingTheFutureOnlyEndsTheWaiting() {
        PgQueue queue = open().queue(QUEUE);
        long id = queue.push("succeed");
        CompletableFuture<JobOutcome> given = queue.await(id);
        CompletableFuture<JobOutcome> other = queue.await(id);
        given.cancel(true);
        working(queue);
        Assertions.assertEquals(JobState.SUCCESS, outcome(other).state(), "state");
    }

    @Checks("D10.4")
    void jobsThatNobodyAwaitsRingNobodyWhenTheyEnd() throws Exception {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        queue.subscribe(once(), job -> {
            if ("awaited".equals(job.text())) {
                gate.pass();
            }
        });
        Heard heard = new Heard(patience());
        var config = config().build();
        ListenerConnection listening =
                backend().listener().connect(config, config.table().channel(), heard);
        closing(listening::close);
        for (int i = 0; i < 3; i++) {
            awaitState(queue, queue.push("succeed"), JobState.SUCCESS);
        }
        CompletableFuture<JobOutcome> awaited =
                queue.submit(NewJob.of("awaited")).outcome();
        await("the store knows that somebody waits", () -> probe().calls(Call.AWAIT) > 0);
        gate.open();
        outcome(awaited);
        List<Ring> ends = new ArrayList<>();
        within(patience(), "the ring of the end that is awaited", () -> {
            while (ends.isEmpty()) {
                Ring.parse(heard.next())
                        .filter(ring -> ring.kind() == Ring.Kind.DONE)
                        .ifPresent(ends::add);
            }
            return ends;
        });
        heard.rest()
                .forEach(text -> Ring.parse(text)
                        .filter(ring -> ring.kind() == Ring.Kind.DONE)
                        .ifPresent(ends::add));
        Assertions.assertEquals(1, ends.size(), "ends that were announced: " + ends);
    }

    private PgQueue working(PgQueues queues) {
        return working(queues.queue(QUEUE));
    }

    private PgQueue working(PgQueue queue) {
        queue.subscribe(once(), job -> {
            job.setResult(RESULT);
            if ("fail".equals(job.text())) {
                throw new IllegalStateException("the bank is closed");
            }
            if ("cancel".equals(job.text())) {
                throw JobExit.cancel("the account is closed");
            }
        });
        return queue;
    }

    private JobOutcome outcome(CompletableFuture<JobOutcome> future) {
        return within(patience(), "the job's end", () -> future.get());
    }

    private void assertFails(Class<? extends Exception> type, CompletableFuture<JobOutcome> future) {
        ExecutionException failure = Assertions.assertThrows(
                ExecutionException.class,
                () -> future.get(patience().toNanos(), TimeUnit.NANOSECONDS),
                "an outcome of a job that cannot have one");
        Assertions.assertInstanceOf(type, failure.getCause(), "why there is no outcome");
    }
}
