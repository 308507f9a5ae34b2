package io.github.pgqueue.internal.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.JobTimeoutException;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.internal.threads.EngineThreads;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RunTest {

    private final EngineThreads threads = new EngineThreads();
    private final Semaphore settled = new Semaphore(0);
    private final Notes notes = new Notes(settled::release);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final BlockingQueue<Throwable> notStarted = new LinkedBlockingQueue<>();
    private volatile boolean mayStart = true;

    @AfterEach
    void close() {
        open.countDown();
        threads.close();
    }

    private Run run(ClaimedJob job, Work work) {
        return run(job, work, RetryPolicy.fixed(Duration.ofMinutes(1), 3));
    }

    private Run run(ClaimedJob job, Work work, RetryPolicy policy) {
        Verdicts verdicts = new Verdicts(SubscribeOptions.parallel(1).withRetryPolicy(policy));
        Run run = new Run(
                job,
                new Workshop(work, verdicts, threads, 5, () -> mayStart, notStarted::add, System.nanoTime()),
                notes);
        notes.open(List.of(run));
        return run;
    }

    private Run started(Work work) throws InterruptedException {
        Run run = run(Jobs.attempt(1), work);
        threads.workers().execute(run);
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        return run;
    }

    /** Runs until it is let go, deaf; counts the interrupts. */
    private Work deaf(Semaphore interrupts) {
        return (claimed, job) -> {
            begun.countDown();
            while (open.getCount() > 0) {
                try {
                    open.await();
                } catch (InterruptedException interrupted) {
                    interrupts.release();
                }
            }
            return false;
        };
    }

    private boolean untilInterrupted(ClaimedJob claimed, HandledJob job) throws InterruptedException {
        begun.countDown();
        open.await();
        return false;
    }

    /** The policy is the user's, and may take its time: closing must not wait for it. */
    @Test
    void isGivenBackWhileThePolicyThinks() throws InterruptedException {
        RetryPolicy thinking = (attempt, cause) -> {
            begun.countDown();
            try {
                open.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return Optional.of(Duration.ZERO);
        };
        Run run = run(Jobs.rescued(2), (claimed, job) -> false, thinking);
        threads.workers().execute(run);
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        run.giveBack();

        assertThat(end().settlement().outcome()).isEqualTo(Outcome.RELEASE);
    }

    private End end() throws InterruptedException {
        assertThat(settled.tryAcquire(10, TimeUnit.SECONDS))
                .as("an end within 10 s")
                .isTrue();
        List<End> ends = notes.takeEnds();
        assertThat(ends).hasSize(1);
        return ends.get(0);
    }

    @Test
    void aReturnIsASuccessUnderTheLeaseOfItsClaim() throws InterruptedException {
        run(Jobs.attempt(1), (claimed, job) -> false).run();

        End end = end();
        assertThat(end.settlement().outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(end.epoch()).isEqualTo(5);
        assertThat(notes.inHand()).isZero();
    }

    @Test
    void aSuccessThatIsWrittenAlreadyIsNotWrittenAgain() {
        run(Jobs.attempt(1), (claimed, job) -> true).run();

        assertThat(notes.takeEnds()).isEmpty();
        assertThat(notes.written())
                .singleElement()
                .satisfies(end -> assertThat(end.settlement().outcome()).isEqualTo(Outcome.SUCCESS));
    }

    @Test
    void withoutALeaseItIsGivenBackAndNotStarted() throws InterruptedException {
        mayStart = false;
        run(Jobs.attempt(1), (claimed, job) -> {
                    begun.countDown();
                    return false;
                })
                .run();

        assertThat(end().settlement().outcome()).isEqualTo(Outcome.RELEASE);
        assertThat(begun.getCount()).isEqualTo(1);
    }

    @Test
    void aRescuedJobWithoutAttemptsLeftIsNotStarted() throws InterruptedException {
        run(Jobs.rescued(2, 0, RetryPolicy.none()), (claimed, job) -> {
                    begun.countDown();
                    return false;
                })
                .run();

        End end = end();
        assertThat(end.settlement().outcome()).isEqualTo(Outcome.ABANDON);
        assertThat(end.ran()).isZero();
        assertThat(begun.getCount()).isEqualTo(1);
    }

    @Test
    void onceGivenBackItIsNotStarted() throws InterruptedException {
        Run run = run(Jobs.attempt(1), (claimed, job) -> {
            begun.countDown();
            return false;
        });
        run.giveBack();
        run.giveBack();
        run.run();

        assertThat(end().settlement().outcome()).isEqualTo(Outcome.RELEASE);
        assertThat(begun.getCount()).isEqualTo(1);
        assertThat(settled.availablePermits()).isZero();
    }

    @Test
    void aHandlerThatCouldNotBeCalledCostsNoAttemptAndIsTold() throws InterruptedException {
        NotStartedException failure = new NotStartedException(new StoreException("no connection", null));
        run(Jobs.attempt(1), (claimed, job) -> {
                    throw failure;
                })
                .run();

        assertThat(end().settlement().outcome()).isEqualTo(Outcome.RELEASE);
        assertThat(notStarted).containsExactly(failure);
    }

    @Test
    void isInterruptedOnceForEachReason() throws InterruptedException {
        Semaphore interrupts = new Semaphore(0);
        Run run = started(deaf(interrupts));

        run.stop(Stop.CANCEL);
        assertThat(interrupts.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        run.stop(Stop.CANCEL);
        assertThat(interrupts.tryAcquire(100, TimeUnit.MILLISECONDS)).isFalse();
        run.stop(Stop.CLOSE);
        assertThat(interrupts.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theFirstReasonDecides() throws InterruptedException {
        Run run = started(this::untilInterrupted);
        run.stop(Stop.CANCEL);
        run.stop(Stop.CLOSE);

        assertThat(end().settlement().outcome()).isEqualTo(Outcome.CANCEL);
    }

    @Test
    void isHandedBackWhileItsHandlerRunsOnAndTheRestDoesNotCount() throws InterruptedException {
        Run run = started(deaf(new Semaphore(0)));

        run.giveUp();
        assertThat(end().settlement().outcome()).isEqualTo(Outcome.RETRY);
        open.countDown();

        assertThat(settled.tryAcquire(100, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void aTimeLimitEndsIt() throws InterruptedException {
        threads.workers().execute(run(Jobs.limited(Duration.ofMillis(20)), this::untilInterrupted));

        End end = end();
        assertThat(end.settlement().outcome()).isEqualTo(Outcome.RETRY);
        assertThat(end.settlement().failure().map(Failure::type)).contains(JobTimeoutException.class.getName());
    }

    @Test
    void aTimeLimitThatIsNotOverHarmsNobody() throws InterruptedException {
        run(Jobs.limited(Duration.ofMillis(50)), (claimed, job) -> false).run();
        assertThat(end().settlement().outcome()).isEqualTo(Outcome.SUCCESS);

        assertThat(begun.await(100, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    /** Who closes must not wait for what the user wrote. */
    @Test
    void aSlowPolicyHoldsNobodyUp() throws InterruptedException {
        RetryPolicy slow = (attempt, cause) -> {
            begun.countDown();
            awaitQuietly(open);
            return Optional.of(Duration.ofMinutes(1));
        };
        Run run = run(
                Jobs.attempt(1),
                (claimed, job) -> {
                    throw new IllegalStateException("busy");
                },
                slow);
        threads.workers().execute(run);
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        run.stop(Stop.CLOSE);
        run.giveUp();

        assertThat(end().settlement().outcome()).isEqualTo(Outcome.RETRY);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
