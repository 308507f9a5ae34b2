package io.github.pgqueue.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.internal.StubStore;
import io.github.pgqueue.spi.Beat;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Handling;
import io.github.pgqueue.spi.HeldJobs;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.InsertedJobs;
import io.github.pgqueue.spi.Outcome;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.spi.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps jobs in memory, tells a test what a node has asked it for, and fails or dawdles as the test wants. Thread-safe. */
final class FakeStore extends StubStore {

    private final AtomicLong ids = new AtomicLong();
    private final Map<String, Queue<ClaimedJob>> waiting = new ConcurrentHashMap<>();
    private final Map<Long, ClaimedJob> running = new ConcurrentHashMap<>();
    private final Semaphore failures = new Semaphore(0);
    private final BlockingQueue<Outcome> written = new LinkedBlockingQueue<>();
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong ends = new AtomicLong();
    private final BlockingQueue<Long> takenBack = new LinkedBlockingQueue<>();
    private final AtomicLong claims = new AtomicLong();
    private final Set<CountDownLatch> unended = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean stuck = new AtomicBoolean();
    private volatile During duringInsert = () -> {};
    private volatile boolean claimsWithInserts = true;
    private volatile long lastClaimOfInsert;
    private volatile boolean down;
    private volatile boolean holding;
    private volatile boolean endsFail;
    private volatile boolean settlementsWait;
    private volatile Duration emptyHold = Duration.ZERO;

    /** What comes about while a job is added. */
    interface During {
        void call() throws InterruptedException;
    }

    /** A job waits, and nobody is told of it. */
    void add(String queueName) {
        queue(queueName).add(job(queueName, 3));
    }

    /** From now on this comes about while a job is added. */
    void whileInserting(During during) {
        duringInsert = during;
    }

    void claimNothingWithInserts() {
        claimsWithInserts = false;
    }

    /** How often the store was asked for jobs. */
    long claims() {
        return claims.get();
    }

    long lastClaimOfInsert() {
        return lastClaimOfInsert;
    }

    /** The claims that were given back. */
    BlockingQueue<Long> takenBack() {
        return takenBack;
    }

    /** What the store was told of ends. */
    BlockingQueue<Outcome> written() {
        return written;
    }

    /** From now on jobs may be held for moments. */
    void hold(boolean failing) {
        holding = true;
        endsFail = failing;
    }

    /** So long the store takes to say that there are none to hold, as one that is asked over a network does. */
    void takeForEmptyHolds(Duration time) {
        emptyHold = time;
    }

    /** From now on a settlement waits until what is held at that time is let go of, as one does whose row is locked. */
    void letSettlementsWaitForHolds() {
        settlementsWait = true;
    }

    /** Until what is held at this time is let go of. */
    void awaitLetGo() {
        try {
            for (CountDownLatch each : List.copyOf(unended)) {
                if (!each.await(5, TimeUnit.SECONDS)) {
                    stuck.set(true);
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether somebody has waited for so long that nobody would have let go while it waits. */
    boolean wasStuck() {
        return stuck.get();
    }

    /** How often jobs were held. */
    long held() {
        return held.get();
    }

    void takeDown() {
        down = true;
    }

    void bringUp() {
        down = false;
    }

    void awaitFailure() throws InterruptedException {
        assertThat(failures.tryAcquire(10, TimeUnit.SECONDS))
                .as("the store was asked in vain within 10 s")
                .isTrue();
    }

    @Override
    public ExchangeResult exchange(Exchange exchange) {
        answerOrFail();
        if (exchange.limit() > 0) {
            claims.incrementAndGet();
        }
        if (settlementsWait && !exchange.settlements().isEmpty()) {
            awaitLetGo();
        }
        exchange.settlements().forEach(this::settle);
        Queue<ClaimedJob> jobs = queue(exchange.queueName());
        List<ClaimedJob> claimed = new ArrayList<>();
        while (claimed.size() < exchange.limit()) {
            ClaimedJob next = jobs.poll();
            if (next == null) {
                break;
            }
            claimed.add(next);
            running.put(next.fence().id(), next);
        }
        return new ExchangeResult(claimed, List.of(), Optional.empty());
    }

    /** What is released waits again, as what was claimed ahead is if a machine pauses. */
    private void settle(Settlement settlement) {
        written.add(settlement.outcome());
        ClaimedJob job = running.remove(settlement.fence().id());
        if (job != null && settlement.outcome() == Outcome.RELEASE) {
            queue(job.queueName()).add(job);
        }
    }

    @Override
    public InsertedJobs insert(Exchange exchange, List<NewJob> jobs) {
        lastClaimOfInsert = exchange.claim();
        try {
            duringInsert.call();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        List<ClaimedJob> added = jobs.stream()
                .map(job -> job(exchange.queueName(), exchange.claim()))
                .toList();
        return new InsertedJobs(
                added.stream().map(job -> new Inserted(job.id(), false)).toList(),
                claimsWithInserts ? added : List.of());
    }

    @Override
    public Optional<HeldJobs> hold(Exchange exchange) {
        answerOrFail();
        List<ClaimedJob> jobs = holding ? exchange(exchange).claimed() : List.of();
        if (jobs.isEmpty()) {
            LockSupport.parkNanos(emptyHold.toNanos());
        }
        return jobs.isEmpty() ? Optional.empty() : Optional.of(new Held(jobs));
    }

    @Override
    public int takeBack(String queueName, long claim) {
        answerOrFail();
        takenBack.add(claim);
        return 0;
    }

    @Override
    public Beat beat(String node, Duration lease, Optional<Ring> proof) {
        return new Beat(false, Optional.empty());
    }

    private void answerOrFail() {
        if (down) {
            failures.release();
            throw new StoreException("database down", null);
        }
    }

    private Queue<ClaimedJob> queue(String queueName) {
        return waiting.computeIfAbsent(queueName, name -> new ConcurrentLinkedQueue<>());
    }

    private ClaimedJob job(String queueName, long claim) {
        return new ClaimedJob(
                new Fence(ids.incrementAndGet(), 1, claim),
                queueName,
                null,
                Map.of(),
                0,
                Instant.EPOCH,
                Instant.EPOCH,
                Handling.DEFAULT);
    }

    /** Every thirtieth end fails, if ends do. */
    private final class Held implements HeldJobs {

        private final List<ClaimedJob> jobs;
        private final CountDownLatch ended = new CountDownLatch(1);

        Held(List<ClaimedJob> jobs) {
            this.jobs = jobs;
            held.incrementAndGet();
            unended.add(ended);
        }

        @Override
        public List<ClaimedJob> jobs() {
            return jobs;
        }

        @Override
        public void end(List<Fence> done, List<Fence> running) {
            if (endsFail && ends.incrementAndGet() % 30 == 0) {
                throw new StoreException("the connection is lost", null);
            }
            done.forEach(each -> written.add(Outcome.SUCCESS));
            giveBack(Stream.of(done, running).flatMap(List::stream).collect(Collectors.toSet()));
        }

        @Override
        public void keep(List<Fence> begun) {
            giveBack(Set.copyOf(begun));
        }

        private void giveBack(Set<Fence> begun) {
            jobs.stream()
                    .filter(job -> !begun.contains(job.fence()))
                    .forEach(job -> queue(job.queueName()).add(job));
            unended.remove(ended);
            ended.countDown();
        }
    }
}
