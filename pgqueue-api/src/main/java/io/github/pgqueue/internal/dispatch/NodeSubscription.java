package io.github.pgqueue.internal.dispatch;

import io.github.pgqueue.Subscription;
import io.github.pgqueue.internal.claim.Ledger;
import io.github.pgqueue.internal.job.Run;
import io.github.pgqueue.internal.job.Stop;
import io.github.pgqueue.internal.threads.Deadline;
import io.github.pgqueue.internal.watch.Watch;
import io.github.pgqueue.spi.Fence;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A dispatcher with an end. Thread-safe. */
public final class NodeSubscription implements Subscription {

    private static final Logger LOG = System.getLogger(NodeSubscription.class.getName());

    /** For handlers that were interrupted to end by themselves. */
    private static final Duration INTERRUPT_GRACE = Duration.ofMillis(200);
    /** For the last ends to be written once the time is over. */
    private static final Duration WRITE_GRACE = Duration.ofMillis(400);

    private final Dispatcher dispatcher;
    private final Duration closeTimeout;
    private final Consumer<NodeSubscription> onClosed;

    public NodeSubscription(Dispatcher dispatcher, Duration closeTimeout, Consumer<NodeSubscription> onClosed) {
        this.dispatcher = dispatcher;
        this.closeTimeout = closeTimeout;
        this.onClosed = onClosed;
    }

    @Override
    public String queueName() {
        return dispatcher.queueName();
    }

    /** For pushes of this process. */
    Handoff handoff() {
        return dispatcher.handoff();
    }

    /** When it looks for jobs. */
    Watch watch() {
        return dispatcher.watch();
    }

    /** Looks at once, though the store may have failed a moment ago. */
    void sweep() {
        dispatcher.wakeFromPause();
    }

    @Override
    public void close() {
        close(closeTimeout);
    }

    @Override
    public void close(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must be zero or more: " + timeout);
        }
        drain();
        finish(List.of(this), Deadline.in(timeout), false);
    }

    /**
     * All leases before this one are lost: what nobody has begun is given back, if it is still ours, and what runs is
     * to end. What has been claimed since is left alone.
     */
    void dropClaims(long epoch) {
        for (Run run : dispatcher.ledger().runs()) {
            if (run.epoch() < epoch) {
                run.giveBack();
                run.stop(Stop.LEASE);
            }
        }
    }

    /** Ends the handlers of these claims. */
    void cancel(Set<Fence> fences) {
        for (Run run : dispatcher.ledger().runs()) {
            if (fences.contains(run.fence())) {
                run.giveBack();
                run.stop(Stop.CANCEL);
            }
        }
    }

    int inHand() {
        return dispatcher.ledger().inHand();
    }

    /** Claims nothing more and gives back what nobody has begun; does not wait. */
    void drain() {
        dispatcher.stopClaiming(this::forget);
        dispatcher.ledger().runs().forEach(Run::giveBack);
    }

    /**
     * Waits for what runs, then ends it. Each step is one for all: none of them waits, is interrupted or has its
     * grace only after another one has used up the time.
     *
     * @param all drained ones
     * @param forGood whether the store goes next, so that even the job of the calling handler, if a
     *     handler calls, must be handed back
     */
    static void finish(List<NodeSubscription> all, Deadline deadline, boolean forGood) {
        Deadline graced = deadline.plus(INTERRUPT_GRACE);
        Deadline end = graced.plus(WRITE_GRACE);
        all.forEach(one -> one.awaitRuns(deadline));
        all.forEach(NodeSubscription::interruptRuns);
        all.forEach(one -> one.awaitRuns(graced));
        all.forEach(one -> one.giveUpRuns(forGood));
        all.forEach(one -> one.awaitWritten(end));
    }

    private void awaitRuns(Deadline deadline) {
        dispatcher.ledger().awaitRuns(NodeSubscription::isElsewhere, deadline);
    }

    private void interruptRuns() {
        dispatcher.ledger().runs().forEach(run -> run.stop(Stop.CLOSE));
    }

    private void giveUpRuns(boolean forGood) {
        dispatcher.ledger().runs().stream()
                .filter(run -> forGood || isElsewhere(run))
                .forEach(Run::giveUp);
    }

    private void awaitWritten(Deadline deadline) {
        Ledger ledger = dispatcher.ledger();
        if (!ledger.awaitWritten(deadline)) {
            LOG.log(
                    Level.WARNING,
                    "queue {0}: closed before all was written: {1} ends of jobs, and claims to give back: {2};"
                            + " what stays so runs again when the lease is over",
                    queueName(),
                    ledger.unwritten(),
                    ledger.owes());
        }
        if (dispatcher.isDrained()) {
            forget();
        }
    }

    /** Not before all is written: until then, whoever closes the store must find this and wait for it. */
    private void forget() {
        onClosed.accept(this);
    }

    /** A handler that closes its own subscription cannot be waited for. */
    private static boolean isElsewhere(Run run) {
        return !run.isOnThisThread();
    }
}
