package io.github.pgqueue.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.internal.StubStore;
import io.github.pgqueue.internal.claim.Source;
import io.github.pgqueue.internal.job.Work;
import io.github.pgqueue.internal.lease.Heartbeat;
import io.github.pgqueue.internal.observe.Awaits;
import io.github.pgqueue.internal.observe.Events;
import io.github.pgqueue.internal.ring.Proofs;
import io.github.pgqueue.internal.threads.EngineThreads;
import io.github.pgqueue.internal.watch.Lookout;
import io.github.pgqueue.internal.watch.Neighbours;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Subscriptions as a node has them, over a store that a test takes down and brings up again. */
final class StubNode implements AutoCloseable {

    private static final Duration HOURS = Duration.ofHours(12);

    private final EngineThreads threads = new EngineThreads();
    private final Subscribers subscribers = new Subscribers();
    private final Store store = new Store();
    private final Heartbeat heartbeat = new Heartbeat(store, "node", HOURS, new Care(), Proofs.NONE, threads);
    private final Surroundings surroundings = new Surroundings(
            threads,
            heartbeat,
            new Events(Optional.empty()),
            new Awaits(store, threads, () -> HOURS),
            new Lookout(store, subscribers, threads),
            new Neighbours(heartbeat::isAlone, () -> false, () -> HOURS, ring -> {}));

    private final List<NodeSubscription> subscriptions = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, Queue<ClaimedJob>> waiting = new ConcurrentHashMap<>();
    private final Map<Long, ClaimedJob> running = new ConcurrentHashMap<>();
    private final Semaphore failures = new Semaphore(0);
    private final BlockingQueue<Outcome> written = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> forgotten = new LinkedBlockingQueue<>();
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong ends = new AtomicLong();
    private final BlockingQueue<Long> takenBack = new LinkedBlockingQueue<>();
    private final CountDownLatch swept = new CountDownLatch(1);
    private final AtomicLong claims = new AtomicLong();
    private volatile During duringInsert = () -> {};
    private volatile boolean claimsWithInserts = true;
    private volatile long lastClaimOfInsert;
    private volatile boolean down;
    private volatile boolean holding;
    private volatile boolean endsFail;
    private volatile boolean settlementsWait;
    private final Set<CountDownLatch> unended = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean stuck = new AtomicBoolean();
    private volatile Duration emptyHold = Duration.ZERO;

    /** What comes about while a job is added. */
    interface During {
        void call() throws InterruptedException;
    }

    private final class Store extends StubStore {
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

    private final class Care implements Heartbeat.Care {
        @Override
        public void held() {
            subscribers.sweep();
            swept.countDown();
        }

        @Override
        public void lapsed(long epoch, String why) {
            throw new AssertionError("the lease is long enough for any test: " + why);
        }

        @Override
        public void rescue() {
            // There are no other nodes.
        }

        @Override
        public void checkCancels() {
            // Nobody cancels.
        }

        @Override
        public Duration cancelInterval() {
            return HOURS;
        }
    }

    NodeSubscription subscribe(String queueName, Work work) {
        return subscribe(queueName, SubscribeOptions.parallel(1), work);
    }

    NodeSubscription subscribe(String queueName, SubscribeOptions options, Work work) {
        Dispatcher dispatcher = new Dispatcher(new Source(store, queueName, "node"), options, work, surroundings);
        NodeSubscription subscription = new NodeSubscription(dispatcher, Duration.ofSeconds(10), this::forget);
        subscribers.add(subscription);
        subscriptions.add(subscription);
        heartbeat.start();
        dispatcher.watch().look();
        return subscription;
    }

    private void forget(NodeSubscription subscription) {
        subscribers.remove(subscription);
        forgotten.add(subscription.queueName());
    }

    void push(String queueName) {
        add(queueName);
        subscribers.wake(queueName);
    }

    private Queue<ClaimedJob> queue(String queueName) {
        return waiting.computeIfAbsent(queueName, name -> new ConcurrentLinkedQueue<>());
    }

    /** Nobody is told of it. */
    void add(String queueName) {
        queue(queueName).add(job(queueName, 3));
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

    /** Pushes one job, if a worker is free for it; tells whether it was claimed with that. */
    boolean handOff(String queueName) {
        return claimed(subscribers.push(queueName, List.of(NewJob.of("x"))));
    }

    /** The same once a worker is free: what was reserved for a look is not, for a moment after it. */
    boolean handOffSoon(String queueName) throws InterruptedException {
        Optional<InsertedJobs> added = Optional.empty();
        while (added.isEmpty()) {
            awaitQuiet();
            added = subscribers.push(queueName, List.of(NewJob.of("x")));
        }
        return claimed(added);
    }

    private static boolean claimed(Optional<InsertedJobs> added) {
        return added.filter(each -> !each.claimed().isEmpty()).isPresent();
    }

    /** From now on this comes about while a job is added. */
    void whileInserting(During during) {
        duringInsert = during;
    }

    void claimNothingWithInserts() {
        claimsWithInserts = false;
    }

    /** Until the node has a lease, and all look because of it. */
    void awaitLease() throws InterruptedException {
        heartbeat.start();
        assertThat(swept.await(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Whether no subscription looks for anything, until it is rung or it is time. */
    boolean isResting() {
        return subscriptions.stream().allMatch(one -> one.watch().isResting());
    }

    /** Until no subscription has anything to look for. */
    void awaitQuiet() throws InterruptedException {
        while (!subscriptions.stream().allMatch(one -> one.watch().isQuiet())) {
            Thread.yield();
            if (Thread.interrupted()) {
                throw new InterruptedException("in vain");
            }
        }
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

    Subscribers subscribers() {
        return subscribers;
    }

    /** What the store was told of ends. */
    BlockingQueue<Outcome> written() {
        return written;
    }

    /** The queues of subscriptions that are no longer cared for. */
    BlockingQueue<String> forgotten() {
        return forgotten;
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

    /** Whether one has waited for so long that nobody would have let go while it waits. */
    boolean wasStuck() {
        return stuck.get();
    }

    /** How often some were. */
    long held() {
        return held.get();
    }

    void takeStoreDown() {
        down = true;
    }

    void bringStoreUp() {
        down = false;
    }

    void awaitFailure() throws InterruptedException {
        assertThat(failures.tryAcquire(10, TimeUnit.SECONDS))
                .as("the store was asked in vain within 10 s")
                .isTrue();
    }

    @Override
    public void close() {
        heartbeat.close(Duration.ofSeconds(3));
        threads.close();
    }
}
