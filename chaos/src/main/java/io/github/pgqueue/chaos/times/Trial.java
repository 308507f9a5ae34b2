package io.github.pgqueue.chaos.times;

import io.github.pgqueue.chaos.fault.Fault;
import io.github.pgqueue.chaos.fault.FaultCase;
import io.github.pgqueue.chaos.fault.Network;
import io.github.pgqueue.chaos.fault.Scene;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One fault, once, against one node.
 *
 * @param fault which
 * @param backend the node's
 * @param network how packets are dropped
 * @param timing how long
 */
public record Trial(FaultCase fault, String backend, Network network, Timing timing) {

    private static final String FIRST = "first";
    private static final String NEXT = "next";
    private static final String LAST = "last";

    /** How often the node is asked whether it holds its lease. */
    private static final Duration LOOK = Duration.ofMillis(100);

    /**
     * Runs it.
     *
     * @param server for the node, with TLS if the fault wants that; nobody else's if it wants that
     * @param phase how long after the node is proven, and has begun a job, the fault strikes
     * @return what it has shown
     * @throws InterruptedException if the thread is interrupted
     * @throws SQLException if the fault cannot be brought about
     * @throws IllegalStateException if the node has not done what it must within the limit
     */
    public Times run(TestDatabases server, Duration phase) throws InterruptedException, SQLException {
        Scene.Way way = new Scene.Way(
                fault.needs().route(), timing.parameters(fault.needs().encrypted()));
        try (Scene scene = new Scene(server, network, backend, way)) {
            Fault harm = fault.fault().apply(scene);
            harm.arrange();
            scene.bootstrap();
            // Proven, the node listens; without a job it may still be about to make the connections that it claims by.
            scene.insert(FIRST);
            try (WatchedNode node = new WatchedNode(timing.settings().apply(scene.config()))) {
                node.awaitBegin(FIRST, timing.limit());
                node.awaitProven(timing.limit());
                pause(phase);
                harm.aim(node.handler());
                return strike(scene, harm, node);
            }
        }
    }

    private Times strike(Scene scene, Fault harm, WatchedNode node) throws InterruptedException, SQLException {
        long strike = System.nanoTime();
        EagerPusher pusher = new EagerPusher(harm, scene, NEXT);
        try {
            harm.strike();
            pusher.start();
            boolean leaseKept = harm.isMomentary() ? isLeaseHeldOnNotice(node, strike) : isLeaseKept(node, strike);
            String problem = node.health().lastProblem().orElse("");
            harm.end();
            long end = harm.isMomentary() ? strike : System.nanoTime();
            Times times = new Times(
                    between(strike, node.awaitNotice(strike, timing.limit())),
                    between(strike, node.awaitBegin(NEXT, timing.limit())),
                    between(strike, end),
                    between(end, node.awaitProven(timing.limit())),
                    leaseKept,
                    problem);
            scene.insert(LAST);
            node.awaitBegin(LAST, timing.limit());
            return times;
        } finally {
            pusher.end();
            harm.end();
        }
    }

    private boolean isLeaseHeldOnNotice(WatchedNode node, long strike) throws InterruptedException {
        node.awaitNotice(strike, timing.limit());
        return node.health().leaseHeld();
    }

    private boolean isLeaseKept(WatchedNode node, long since) throws InterruptedException {
        boolean kept = true;
        while (System.nanoTime() - since < timing.length().toNanos()) {
            kept &= node.health().leaseHeld();
            pause(LOOK);
        }
        return kept;
    }

    private static Duration between(long from, long to) {
        return Duration.ofNanos(Math.max(0, to - from));
    }

    private static void pause(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** In a few words. */
    @Override
    public String toString() {
        return fault + ", " + network + ", " + backend;
    }
}
