package io.github.pgqueue.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.internal.claim.Source;
import io.github.pgqueue.internal.job.Work;
import io.github.pgqueue.internal.lease.Heartbeat;
import io.github.pgqueue.internal.observe.Awaits;
import io.github.pgqueue.internal.observe.Events;
import io.github.pgqueue.internal.ring.Proofs;
import io.github.pgqueue.internal.threads.EngineThreads;
import io.github.pgqueue.internal.watch.Lookout;
import io.github.pgqueue.internal.watch.Neighbours;
import io.github.pgqueue.spi.InsertedJobs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Subscriptions as a node has them, over a store that a test takes down and brings up again. */
final class StubNode implements AutoCloseable {

    private static final Duration HOURS = Duration.ofHours(12);

    private final EngineThreads threads = new EngineThreads();
    private final Subscribers subscribers = new Subscribers();
    private final FakeStore store = new FakeStore();
    private final Heartbeat heartbeat = new Heartbeat(store, "node", HOURS, new Care(), Proofs.NONE, threads);
    private final Surroundings surroundings = new Surroundings(
            threads,
            heartbeat,
            new Events(Optional.empty()),
            new Awaits(store, threads, () -> HOURS),
            new Lookout(store, subscribers, threads),
            new Neighbours(heartbeat::isAlone, () -> false, () -> HOURS, ring -> {}));

    private final List<NodeSubscription> subscriptions = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> forgotten = new LinkedBlockingQueue<>();
    private final CountDownLatch swept = new CountDownLatch(1);

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
        store.add(queueName);
        subscribers.wake(queueName);
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

    FakeStore store() {
        return store;
    }

    Subscribers subscribers() {
        return subscribers;
    }

    /** The queues of subscriptions that are no longer cared for. */
    BlockingQueue<String> forgotten() {
        return forgotten;
    }

    @Override
    public void close() {
        heartbeat.close(Duration.ofSeconds(3));
        threads.close();
    }
}
