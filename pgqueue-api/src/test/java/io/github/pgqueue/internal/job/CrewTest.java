package io.github.pgqueue.internal.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.internal.threads.EngineThreads;
import io.github.pgqueue.spi.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers take what waits, one after the other. */
@Timeout(30)
class CrewTest {

    private final EngineThreads threads = new EngineThreads();
    private final Notes notes = new Notes(() -> {});
    private final BlockingQueue<Throwable> rejected = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> begun = new LinkedBlockingQueue<>();
    private final CountDownLatch open = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(5);
    private final AtomicInteger atOnce = new AtomicInteger();

    @AfterEach
    void close() {
        open.countDown();
        threads.close();
    }

    private Crew crew(Executor executor, boolean isShared, int size) {
        return new Crew(executor, isShared, size, rejected::add);
    }

    /** Each waits until it may end; by its attempt they are told apart. */
    private List<Run> runs(int count) {
        List<Run> runs = new ArrayList<>();
        for (int attempt = 1; attempt <= count; attempt++) {
            Workshop workshop = new Workshop(
                    (claimed, job) -> {
                        atOnce.incrementAndGet();
                        begun.add(claimed.attempt());
                        open.await();
                        atOnce.decrementAndGet();
                        done.countDown();
                        return false;
                    },
                    new Verdicts(SubscribeOptions.parallel(1)),
                    threads,
                    1,
                    () -> true,
                    rejected::add,
                    attempt);
            Run run = new Run(Jobs.attempt(attempt), workshop, notes);
            notes.open(List.of(run));
            runs.add(run);
        }
        return runs;
    }

    private int nextBegun() throws InterruptedException {
        Integer next = begun.poll(10, TimeUnit.SECONDS);
        assertThat(next).as("a run has begun within 10 s").isNotNull();
        return next;
    }

    @Test
    void soManyRunAtOnceAndTheOthersWaitInTheirOrder() throws InterruptedException {
        Crew crew = crew(threads.workers(), false, 2);

        crew.start(runs(5));

        assertThat(List.of(nextBegun(), nextBegun())).containsExactlyInAnyOrder(1, 2);
        assertThat(crew.waiting()).isEqualTo(3);
        assertThat(crew.waitsSince()).isEqualTo(3);
        assertThat(atOnce).hasValue(2);
        open.countDown();
        assertThat(List.of(nextBegun(), nextBegun(), nextBegun())).containsExactlyInAnyOrder(3, 4, 5);
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(crew.waiting()).isZero();
        assertThat(crew.waitsSince()).isNull();
    }

    @Test
    void whoHasGoneHomeComesBackForMore() throws InterruptedException {
        Crew crew = crew(Runnable::run, false, 1);
        open.countDown();

        crew.start(runs(1));
        crew.start(runs(1));

        assertThat(List.of(nextBegun(), nextBegun())).containsExactly(1, 1);
    }

    @Test
    void theLastAreGivenBack() throws InterruptedException {
        Crew crew = crew(threads.workers(), false, 1);
        crew.start(runs(5));
        nextBegun();

        crew.giveBackLast(3);

        assertThat(crew.waiting()).isEqualTo(1);
        assertThat(notes.takeEnds())
                .extracting(end -> end.settlement().fence().attempt())
                .containsExactly(5, 4, 3);
        crew.giveBackLast(100);
        assertThat(notes.takeEnds())
                .extracting(end -> end.settlement().outcome())
                .containsExactly(Outcome.RELEASE);
        crew.giveBackLast(-1);
    }

    @Test
    void whatCannotBeBegunIsGivenBackAndTold() {
        RejectedExecutionException why = new RejectedExecutionException("full");
        Crew crew = crew(
                task -> {
                    throw why;
                },
                true,
                2);

        crew.start(runs(5));

        assertThat(rejected).containsExactly(why);
        assertThat(notes.takeEnds())
                .hasSize(5)
                .allSatisfy(end -> assertThat(end.settlement().outcome()).isEqualTo(Outcome.RELEASE));
        crew.start(runs(1));
        assertThat(rejected).as("asked again").hasSize(2);
    }

    /** The worker that was taken on begins after the other one was refused, as it does on any pool of threads. */
    @Test
    void whoWasTakenOnFindsARunThoughAnotherWasRefused() {
        List<Runnable> tasks = new ArrayList<>();
        Crew crew = crew(
                task -> {
                    if (!tasks.isEmpty()) {
                        throw new RejectedExecutionException("full");
                    }
                    tasks.add(task);
                },
                true,
                3);
        open.countDown();

        crew.start(runs(5));

        assertThat(crew.waiting()).isEqualTo(1);
        assertThat(attemptsGivenBack()).containsExactlyInAnyOrder(2, 3, 4, 5);
        tasks.get(0).run();
        assertThat(begun).containsExactly(1);
        tasks.clear();
        crew.start(runs(1));
        assertThat(tasks).as("asked again").hasSize(1);
    }

    /** Else runs would wait for one that is busy, perhaps for hours, which other nodes could do. */
    @Test
    void nothingIsKeptForWorkersThatAreBusy() throws InterruptedException {
        AtomicInteger places = new AtomicInteger(1);
        Crew crew = crew(
                task -> {
                    if (places.getAndDecrement() <= 0) {
                        throw new RejectedExecutionException("full");
                    }
                    threads.workers().execute(task);
                },
                true,
                2);
        crew.start(runs(1));
        nextBegun();

        crew.start(runs(3));

        assertThat(crew.waiting()).isZero();
        assertThat(attemptsGivenBack()).containsExactlyInAnyOrder(1, 2, 3);
    }

    private List<Integer> attemptsGivenBack() {
        return notes.takeEnds().stream()
                .filter(end -> end.settlement().outcome() == Outcome.RELEASE)
                .map(end -> end.settlement().fence().attempt())
                .toList();
    }

    @Test
    void onThreadsOfOthersEachRunIsATask() {
        List<Runnable> tasks = new ArrayList<>();
        Crew crew = crew(tasks::add, true, 1);
        open.countDown();
        crew.start(runs(3));

        for (int task = 0; task < tasks.size(); task++) {
            assertThat(begun).as("begun before the task " + task).hasSize(task);
            tasks.get(task).run();
        }

        assertThat(begun).containsExactly(1, 2, 3);
        crew.start(runs(1));
        assertThat(tasks).hasSize(4);
    }

    @Test
    void aSingleRunIsForTheThreadThatBringsIt() throws InterruptedException {
        Crew crew = crew(threads.workers(), false, 1);
        open.countDown();
        List<Runnable> lent = new ArrayList<>();

        assertThat(crew.start(runs(1).get(0), (here, elsewhere) -> lent.add(here)))
                .isTrue();
        assertThat(crew.start(runs(1).get(0), (here, elsewhere) -> lent.add(here)))
                .as("where all workers are at work already")
                .isFalse();
        assertThat(begun).isEmpty();
        lent.forEach(Runnable::run);

        assertThat(begun).hasSize(2);
        assertThat(crew.waiting()).isZero();
    }

    @Test
    void aSingleRunIsForAnotherThreadWhereTheOneThatBringsItIsNotToBeHad() throws InterruptedException {
        open.countDown();
        Crew crew = crew(threads.workers(), false, 1);
        Crew shared = crew(threads.workers(), true, 1);

        assertThat(crew.start(runs(1).get(0), (here, elsewhere) -> false)).isFalse();
        assertThat(nextBegun()).isEqualTo(1);
        assertThat(shared.start(runs(1).get(0), (here, elsewhere) -> {
                    throw new AssertionError("the user's threads are to be used");
                }))
                .isFalse();
        assertThat(nextBegun()).isEqualTo(1);
        List<Runnable> other = new ArrayList<>();
        assertThat(crew(threads.workers(), false, 1).start(runs(1).get(0), (here, elsewhere) -> other.add(elsewhere)))
                .isTrue();
        other.forEach(Runnable::run);
        assertThat(nextBegun()).isEqualTo(1);
    }

    /** As one does whose policy is that callers run what it has no room for. */
    @Test
    void anExecutorThatRunsTasksAtOnceHasThemOneAfterTheOther() {
        AtomicInteger depth = new AtomicInteger();
        AtomicInteger deepest = new AtomicInteger();
        Crew crew = crew(
                task -> {
                    deepest.accumulateAndGet(depth.incrementAndGet(), Math::max);
                    task.run();
                    depth.decrementAndGet();
                },
                true,
                3);
        open.countDown();

        crew.start(runs(1_000));

        assertThat(begun).hasSize(1_000);
        assertThat(deepest.get()).as("tasks within one another").isLessThanOrEqualTo(2);
        assertThat(rejected).isEmpty();
    }
}
