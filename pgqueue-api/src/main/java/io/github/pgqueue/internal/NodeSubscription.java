package io.github.pgqueue.internal;

import io.github.pgqueue.Subscription;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Consumer;

/** A dispatcher with an end. Thread-safe. */
final class NodeSubscription implements Subscription {

    private static final Logger LOG = System.getLogger(NodeSubscription.class.getName());

    /** For handlers that were interrupted to end by themselves. */
    private static final Duration INTERRUPT_GRACE = Duration.ofMillis(250);
    /** For the last ends to be written once the time is over. */
    private static final Duration WRITE_GRACE = Duration.ofMillis(500);

    private final Dispatcher dispatcher;
    private final Duration closeTimeout;
    private final Consumer<NodeSubscription> onClosed;

    NodeSubscription(Dispatcher dispatcher, Duration closeTimeout, Consumer<NodeSubscription> onClosed) {
        this.dispatcher = dispatcher;
        this.closeTimeout = closeTimeout;
        this.onClosed = onClosed;
    }

    @Override
    public String queueName() {
        return dispatcher.queueName();
    }

    void wake() {
        dispatcher.wake();
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
        finish(Deadline.in(timeout), false);
    }

    /** Claims nothing more and gives back what nobody has begun; does not wait. */
    void drain() {
        dispatcher.stopClaiming();
        dispatcher.ledger().runs().forEach(Run::giveBack);
    }

    /**
     * Waits for what runs, then ends it.
     *
     * @param forGood whether the store goes next, so that even the job of the calling handler, if a
     *     handler calls, must be handed back
     */
    void finish(Deadline deadline, boolean forGood) {
        Ledger ledger = dispatcher.ledger();
        if (!ledger.awaitRuns(NodeSubscription::isElsewhere, deadline)) {
            ledger.runs().forEach(Run::interrupt);
            ledger.awaitRuns(NodeSubscription::isElsewhere, deadline.plus(INTERRUPT_GRACE));
            ledger.runs().stream().filter(NodeSubscription::isElsewhere).forEach(Run::giveUp);
        }
        if (forGood) {
            ledger.runs().forEach(Run::giveUp);
        }
        if (!ledger.awaitWritten(deadline.plus(INTERRUPT_GRACE).plus(WRITE_GRACE))) {
            LOG.log(
                    Level.WARNING,
                    "queue {0}: closed before all was written: {1} ends of jobs, and claims to give back: {2}",
                    queueName(),
                    ledger.unwritten(),
                    ledger.owes());
        }
        if (ledger.inHand() == 0) {
            onClosed.accept(this);
        }
    }

    /** A handler that closes its own subscription cannot be waited for. */
    private static boolean isElsewhere(Run run) {
        return !run.isOnThisThread();
    }
}
