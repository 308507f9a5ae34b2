package io.github.pgqueue.internal.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.JobNotFoundException;
import io.github.pgqueue.JobOutcome;
import io.github.pgqueue.JobState;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.internal.StubStore;
import io.github.pgqueue.internal.threads.EngineThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AwaitsTest {

    private static final JobOutcome DONE = new JobOutcome(JobState.SUCCESS, null, Optional.empty());
    private static final Duration HOURS = Duration.ofHours(12);

    private final Map<Long, JobOutcome> outcomes = new ConcurrentHashMap<>();
    private final Semaphore looks = new Semaphore(0);
    private final AtomicInteger failures = new AtomicInteger();
    private final EngineThreads threads = new EngineThreads();
    private final BlockingQueue<String> blocked = new LinkedBlockingQueue<>();
    private final CountDownLatch dependents = new CountDownLatch(1);
    /** Closed, the store has looked but does not answer. */
    private volatile CountDownLatch answers = new CountDownLatch(0);

    private volatile Duration interval = HOURS;
    private volatile boolean exists = true;

    private final Awaits awaits = new Awaits(new Table(), threads, () -> interval);

    private final class Table extends StubStore {
        @Override
        public Awaited await(String queueName, long id) {
            Awaited answer = new Awaited(exists, Optional.ofNullable(outcomes.get(id)));
            looks.release();
            if (failures.getAndDecrement() > 0) {
                throw new StoreException("database down", null);
            }
            pass(answers);
            return answer;
        }
    }

    @AfterEach
    void close() {
        answers.countDown();
        dependents.countDown();
        threads.close();
    }

    private static void pass(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException closed) {
            throw new StoreException("interrupted", closed);
        }
    }

    /** What the user wrote takes as long as the test lasts. */
    private void block(Object outcome, Throwable failure) {
        blocked.add(Thread.currentThread().getName());
        pass(dependents);
    }

    private void awaitBlocked() throws InterruptedException {
        assertThat(blocked.poll(10, TimeUnit.SECONDS))
                .as("the thread that completes a future, within 10 s")
                .startsWith("pgqueue-worker-");
    }

    private void awaitLook() throws InterruptedException {
        assertThat(looks.tryAcquire(10, TimeUnit.SECONDS))
                .as("a look within 10 s")
                .isTrue();
    }

    private static JobOutcome get(CompletableFuture<JobOutcome> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }

    @Test
    void anEndThatWasBeforeIsToldAtOnce() throws Exception {
        outcomes.put(7L, DONE);

        assertThat(get(awaits.await("mail", 7))).isEqualTo(DONE);
    }

    @Test
    void aHintMakesItLook() throws Exception {
        CompletableFuture<JobOutcome> future = awaits.await("mail", 7);
        awaitLook();

        outcomes.put(7L, DONE);
        awaits.hint("mail", 7);

        assertThat(get(future)).isEqualTo(DONE);
    }

    @Test
    void hintsOfOthersCostNothing() throws Exception {
        awaits.await("mail", 7);
        awaitLook();

        awaits.hint("mail", 8);
        awaits.hint("other", 7);

        assertThat(looks.tryAcquire(100, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void withoutHintsItLooksAgainAndAgain() throws Exception {
        interval = Duration.ofMillis(5);
        CompletableFuture<JobOutcome> future = awaits.await("mail", 7);
        for (int i = 0; i < 50; i++) {
            awaitLook();
        }

        outcomes.put(7L, DONE);

        assertThat(get(future)).isEqualTo(DONE);
    }

    @Test
    void aLookThatFailedIsRepeatedSoonAndNotAtTheNextPoll() throws Exception {
        failures.set(1);
        outcomes.put(7L, DONE);

        assertThat(get(awaits.await("mail", 7))).isEqualTo(DONE);
    }

    @Test
    void aJobThatIsNotThereIsAFailure() {
        exists = false;
        CompletableFuture<JobOutcome> future = awaits.await("mail", 7);

        assertThatThrownBy(() -> get(future))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(JobNotFoundException.class)
                .hasMessageContaining("queue 'mail' has no job 7");
    }

    @Test
    void manyWaitForOneJob() throws Exception {
        CompletableFuture<JobOutcome> one = awaits.await("mail", 7);
        CompletableFuture<JobOutcome> two = awaits.await("mail", 7);

        outcomes.put(7L, DONE);
        awaits.lookAtAll();

        assertThat(get(one)).isEqualTo(DONE);
        assertThat(get(two)).isEqualTo(DONE);
    }

    @Test
    void oneWhoWaitsNoMoreCostsNoMoreLooks() throws Exception {
        CompletableFuture<JobOutcome> future = awaits.await("mail", 7);
        awaitLook();

        future.cancel(false);
        awaits.hint("mail", 7);
        awaits.lookAtAll();

        assertThat(looks.tryAcquire(100, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void closingEndsAllWaitingAlsoThatWhichComesLater() throws Exception {
        CompletableFuture<JobOutcome> before = awaits.await("mail", 7);
        awaitLook();

        awaits.close();
        CompletableFuture<JobOutcome> after = awaits.await("mail", 8);

        assertThatThrownBy(() -> get(before)).hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> get(after)).hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void howeverOftenItIsToLookEachJobIsInTheQueueOnce() throws Exception {
        answers = new CountDownLatch(1);
        List<CompletableFuture<JobOutcome>> futures = new ArrayList<>();
        for (long id = 0; id < 10; id++) {
            futures.add(awaits.await("mail", id));
        }
        awaitLook();
        for (int i = 0; i < 1_000; i++) {
            awaits.lookAtAll();
            awaits.hint("mail", 9);
        }
        outcomes.put(10L, DONE);
        CompletableFuture<JobOutcome> last = awaits.await("mail", 10);
        answers.countDown();

        assertThat(get(last)).isEqualTo(DONE);
        // Those whose look was under way are in the queue once more.
        assertThat(looks.availablePermits()).as("looks").isLessThanOrEqualTo(20);
        assertThat(futures).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void aHintDuringALookLeadsToOneMore() throws Exception {
        answers = new CountDownLatch(1);
        CompletableFuture<JobOutcome> future = awaits.await("mail", 7);
        awaitLook();

        outcomes.put(7L, DONE);
        awaits.hint("mail", 7);
        answers.countDown();

        assertThat(get(future)).isEqualTo(DONE);
    }

    @Test
    void looksThatAreNotAnsweredHoldNoExchangeUp() throws Exception {
        answers = new CountDownLatch(1);
        for (long id = 0; id < 20; id++) {
            awaits.await("mail", id);
        }
        awaitLook();

        CountDownLatch exchanged = new CountDownLatch(1);
        threads.exchanges().execute(exchanged::countDown);

        assertThat(exchanged.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatDependsOnAFutureMayBlock() throws Exception {
        interval = Duration.ofMillis(5);
        for (long id = 0; id < 10; id++) {
            CompletableFuture<JobOutcome> future = awaits.await("mail", id);
            future.whenComplete(this::block);
            outcomes.put(id, DONE);
            awaitBlocked();
        }

        outcomes.put(10L, DONE);
        assertThat(get(awaits.await("mail", 10))).isEqualTo(DONE);
    }

    @Test
    void whatDependsOnOneFutureHoldsNoOtherOfTheSameJobUp() throws Exception {
        CompletableFuture<JobOutcome> one = awaits.await("mail", 7);
        CompletableFuture<JobOutcome> two = awaits.await("mail", 7);
        one.whenComplete(this::block);
        two.whenComplete(this::block);

        outcomes.put(7L, DONE);
        awaits.lookAtAll();

        awaitBlocked();
        awaitBlocked();
    }

    @Test
    void closingDoesNotWaitForWhatDependsOnAFuture() throws Exception {
        awaits.await("mail", 7).whenComplete(this::block);
        awaits.await("mail", 8).whenComplete(this::block);

        CompletableFuture.runAsync(awaits::close).get(10, TimeUnit.SECONDS);

        awaitBlocked();
        awaitBlocked();
    }

    @Test
    void allThreadsGoneItStillEndsTheWaiting() {
        CompletableFuture<JobOutcome> before = awaits.await("mail", 7);
        threads.close();

        CompletableFuture<JobOutcome> after = awaits.await("mail", 8);

        assertThat(before).isCompletedExceptionally();
        assertThat(after).isCompletedExceptionally();
    }

    @Test
    void withoutAThreadItLooksLaterAndDoesNotBotherThoseWhoHint() throws Exception {
        AtomicInteger refusals = new AtomicInteger(3);
        Executor scarce = task -> {
            if (refusals.getAndDecrement() > 0) {
                throw new Error("unable to create native thread");
            }
            threads.looks().execute(task);
        };
        Awaits poor = new Awaits(new Table(), scarce, threads.workers(), threads::alarm, () -> HOURS);
        outcomes.put(7L, DONE);

        CompletableFuture<JobOutcome> future = poor.await("mail", 7);
        poor.hint("mail", 7);

        assertThat(get(future)).isEqualTo(DONE);
    }

    @Test
    void withoutAThreadForTheCallbacksTheyAreCalledAllTheSame() throws Exception {
        Executor none = task -> {
            throw new Error("unable to create native thread");
        };
        Awaits poor = new Awaits(new Table(), threads.looks(), none, threads::alarm, () -> HOURS);
        outcomes.put(7L, DONE);

        assertThat(get(poor.await("mail", 7))).isEqualTo(DONE);
    }
}
