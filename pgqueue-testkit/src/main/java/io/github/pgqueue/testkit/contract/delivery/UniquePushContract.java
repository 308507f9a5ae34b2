package io.github.pgqueue.testkit.contract.delivery;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.started;
import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.Job;
import io.github.pgqueue.JobHandle;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;

/** Rule D1.5: jobs of which there is to be one at a time. */
public abstract class UniquePushContract extends DeliveryContract {

    private static final int PROCESSES = 3;
    /** In each process, which has far fewer connections. */
    private static final int THREADS = 17;

    private static final int CONNECTIONS = 4;
    private static final int ROUNDS = 3;
    private static final Duration LATER = Duration.ofMillis(700);

    private final BlockingQueue<Job> handled = new LinkedBlockingQueue<>();

    /** For subclasses. */
    protected UniquePushContract() {}

    @Checks("D1.5")
    void ofManyAtOnceOneAddsTheJob() {
        assertOneOfMany(UniqueKey.of("key"));
    }

    @Checks("D1.5")
    void ofManyThatReplaceOneAddsTheJob() {
        assertOneOfMany(UniqueKey.of("key").replacing());
    }

    @Checks("D1.5")
    void ofManyThatDebounceOneAddsTheJob() {
        assertOneOfMany(UniqueKey.of("key").debounce(Duration.ofHours(1), Duration.ofHours(2)));
    }

    private void assertOneOfMany(UniqueKey key) {
        List<PgQueue> queues = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            queues.add(open(config().maxConnections(CONNECTIONS)).queue(QUEUE));
        }
        for (int round = 0; round < ROUNDS; round++) {
            UniqueKey one = new UniqueKey(
                    key.key() + round, key.scope(), key.period(), key.conflict(), key.quiet(), key.longest());
            List<JobHandle> pushed = allAtOnce(queues, one);
            Set<Long> ids = pushed.stream().map(JobHandle::id).collect(Collectors.toSet());
            Assertions.assertEquals(1, ids.size(), "ids that the pushers of one key got: " + ids);
            Assertions.assertEquals(
                    pushed.size() - 1L,
                    pushed.stream().filter(JobHandle::wasThere).count(),
                    "pushers that were told that it was there");
        }
        Assertions.assertEquals(ROUNDS, jobs(), "jobs in the table");
    }

    private List<JobHandle> allAtOnce(List<PgQueue> queues, UniqueKey key) {
        CyclicBarrier start = new CyclicBarrier(PROCESSES * THREADS);
        List<CompletableFuture<JobHandle>> pushes = new ArrayList<>();
        for (PgQueue queue : queues) {
            for (int i = 0; i < THREADS; i++) {
                pushes.add(started("pushing", () -> {
                    start.await();
                    return queue.submit(NewJob.of("x").withUniqueKey(key));
                }));
            }
        }
        return pushes.stream()
                .map(push -> within(patience(), "pushing", () -> push.get()))
                .toList();
    }

    private long jobs() {
        try (PgQueues queues = PgQueues.create(config().build())) {
            return queues.stats().stream().mapToLong(QueueStats::jobs).sum();
        }
    }

    @Checks("D1.5")
    void allWaysOfPushingTellTheSameId() {
        PgQueue queue = open().queue(QUEUE);
        NewJob job = NewJob.of("x").withUniqueKey(UniqueKey.of("key"));
        JobHandle first = queue.submit(job);
        Assertions.assertFalse(first.wasThere(), "the first was there");
        Assertions.assertEquals(first.id(), queue.push(job), "id by push");
        List<Long> ids = queue.pushAll(List.of(NewJob.of("without a key"), job, job));
        Assertions.assertNotEquals(first.id(), ids.get(0), "id of a job without a key");
        Assertions.assertEquals(List.of(first.id(), first.id()), ids.subList(1, 3), "ids by pushAll");
        Assertions.assertFalse(queue.submit(NewJob.of("y")).wasThere(), "a job without a key was there");
        Assertions.assertEquals(3, jobs(), "jobs in the table");
    }

    @Checks("D1.5")
    void keysOfOtherQueuesAreOthers() {
        PgQueues queues = open();
        NewJob job = NewJob.of("x").withUniqueKey(UniqueKey.of("key"));
        JobHandle mail = queues.queue(QUEUE).submit(job);
        JobHandle other = queues.queue("another").submit(job);
        Assertions.assertFalse(other.wasThere(), "the key of another queue");
        Assertions.assertNotEquals(mail.id(), other.id(), "ids");
    }

    @Checks("D1.5")
    void theKeyIsFreeOnceTheJobIsFinishedAndNotBefore() {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        NewJob job = NewJob.of("x").withUniqueKey(UniqueKey.of("key"));
        queue.subscribe(SubscribeOptions.parallel(2), claimed -> gate.pass());
        long first = queue.push(job);
        gate.awaitArrivals(1, "the job runs");
        Assertions.assertEquals(first, queue.push(job), "id while the first runs");
        gate.open();
        awaitState(queue, first, JobState.SUCCESS);
        JobHandle second = queue.submit(job);
        Assertions.assertFalse(second.wasThere(), "the first was there though it is finished");
        awaitState(queue, second.id(), JobState.SUCCESS);
    }

    @Checks("D1.5")
    void theKeyIsHeldWhileTheJobWaitsForItsNextAttempt() {
        PgQueue queue = open().queue(QUEUE);
        queue.subscribe(
                SubscribeOptions.parallel(1).withRetryPolicy(RetryPolicy.fixed(Duration.ofHours(1), 3)), job -> {
                    handled.add(job);
                    throw new IllegalStateException("busy");
                });
        NewJob job = NewJob.of("x").withUniqueKey(UniqueKey.of("key"));
        long first = queue.push(job);
        next(handled, "the first attempt");
        awaitState(queue, first, JobState.NEW);
        Assertions.assertEquals(first, queue.push(job), "id while the first is to be tried again");
    }

    @Checks("D1.5")
    void theKeyIsFreeOnceTheJobHasStartedIfItSaysSo() {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        queue.subscribe(SubscribeOptions.parallel(2), claimed -> gate.pass());
        NewJob job = NewJob.of("x").withUniqueKey(UniqueKey.of("key").untilStarted());
        long first = queue.push(job);
        gate.awaitArrivals(1, "the job runs");
        Assertions.assertNotEquals(first, queue.push(job), "id while the first runs");
        gate.awaitArrivals(1, "the second runs beside it");
    }

    @Checks("D1.5")
    void theKeyIsHeldForATimeWhateverBecomesOfTheJob() {
        PgQueue queue = open().queue(QUEUE);
        queue.subscribe(handled::add);
        NewJob day = NewJob.of("x").withUniqueKey(UniqueKey.of("day").within(Duration.ofDays(1)));
        NewJob moment = NewJob.of("x").withUniqueKey(UniqueKey.of("moment").within(Duration.ofMillis(1)));
        long longer = queue.push(day);
        long shorter = queue.push(moment);
        awaitState(queue, longer, JobState.SUCCESS);
        awaitState(queue, shorter, JobState.SUCCESS);
        Assertions.assertEquals(longer, queue.push(day), "id within the day");
        await("another id after the moment", () -> queue.push(moment) != shorter);
    }

    @Checks("D1.5")
    void whatWaitsIsReplaced() {
        PgQueue queue = open().queue(QUEUE);
        UniqueKey key = UniqueKey.of("key").replacing();
        long id = queue.push(NewJob.of("old").withDelay(Duration.ofHours(1)).withUniqueKey(key));
        queue.subscribe(handled::add);
        JobHandle second = queue.submit(NewJob.of("new").withHeader("n", "2").withUniqueKey(key));
        Assertions.assertTrue(second.wasThere(), "the first was there");
        Job job = next(handled, "the job, which is due at once now");
        Assertions.assertEquals(id, job.id(), "id");
        Assertions.assertEquals("new", job.text(), "payload");
        Assertions.assertEquals("2", job.headers().get("n"), "header");
        awaitState(queue, id, JobState.SUCCESS);
        assertNothing(handled, "a second job");
    }

    @Checks("D1.5")
    void whatWaitsIsPutOffByEachPushAndRunsOnce() {
        PgQueue queue = open().queue(QUEUE);
        BlockingQueue<JobInfo> begun = new LinkedBlockingQueue<>();
        queue.subscribe(job -> {
            begun.add(info(queue, job.id()));
            handled.add(job);
        });
        Duration quiet = LATER;
        for (Set<Long> slow = pushFive(queue, quiet); !slow.isEmpty(); slow = pushFive(queue, quiet)) {
            // On a busy machine the first may have run before the last was pushed.
            slow.forEach(id -> awaitState(queue, id, JobState.SUCCESS));
            begun.clear();
            handled.clear();
            quiet = quiet.multipliedBy(4);
        }
        JobInfo row = next(begun, "the job, once it is quiet");
        Assertions.assertEquals("version 5", next(handled, "the job").text(), "payload");
        Assertions.assertFalse(row.updatedAt().isBefore(row.runAt()), "begun before it was due: " + row);
        Duration after = Duration.between(row.createdAt(), row.updatedAt());
        Assertions.assertTrue(after.compareTo(quiet) >= 0, "begun after only " + after);
        assertNothing(handled, "a second job");
    }

    /** The ids, if it took too long for the first to wait for the last; else none. */
    private static Set<Long> pushFive(PgQueue queue, Duration quiet) {
        UniqueKey key = UniqueKey.of("quiet for " + quiet).debounce(quiet, Duration.ofHours(1));
        Set<Long> ids = new HashSet<>();
        long start = System.nanoTime();
        for (int i = 1; i <= 5; i++) {
            ids.add(queue.push(NewJob.of("version " + i).withUniqueKey(key)));
        }
        return System.nanoTime() - start < quiet.toNanos() ? Set.of() : ids;
    }
}
