package io.github.pgqueue.internal.ring;

import io.github.pgqueue.internal.threads.Deadline;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.spi.RingSink;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is heard over one listening connection, until it ends; and whether the node's own rings are among it.
 * Thread-safe; calls nobody under its lock.
 *
 * <pre>
 *   SILENT ──begin──▶ OPEN ──lost, hung up, proof overdue──▶ ENDED
 * </pre>
 */
final class Call implements RingSink, Proofs {

    /** Who hears. Returns at once. */
    interface Ears {
        /** Somebody rang. */
        void heard(Ring ring);

        /** The node's own ring came back. */
        void proven(Call by);
    }

    /**
     * How a connection is proven. Immutable.
     *
     * @param node whose rings count
     * @param interval how long from one to the next
     */
    record Proving(String node, Duration interval) {

        private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);
        private static final Duration LONGEST_START = Duration.ofSeconds(10);

        /** How long a ring may be on its way. */
        Duration answer() {
            return shorter(interval.dividedBy(2), LONGEST_ANSWER);
        }

        /** How long until the next one must be back, once one is. */
        Duration rhythm() {
            return interval.plus(answer());
        }

        /** How long until the first one must be back. */
        Duration start() {
            return shorter(interval, LONGEST_START).plus(answer());
        }

        private static Duration shorter(Duration one, Duration other) {
            return one.compareTo(other) < 0 ? one : other;
        }
    }

    private enum State {
        SILENT,
        OPEN,
        ENDED
    }

    /** So much of the interval early it may travel with a beat that is sent anyway. */
    private static final int EARLY = 4;

    /** So much of the interval later it is tried again. */
    private static final int AGAIN = 10;

    private final Proving proving;
    private final Ears ears;
    /** Numbers that nobody guesses: those from here to the last one are this call's. */
    private final long first = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE / 2);

    private State state = State.SILENT;
    private long last = first;
    private long heard = first;
    private long confirmed = first;
    private Deadline nextAt = Deadline.in(Duration.ZERO);
    private Deadline earliestAt = nextAt;
    private Deadline overdueAt = Deadline.in(Duration.ZERO);
    private @Nullable Throwable refusal;
    private @Nullable Throwable loss;

    Call(Proving proving, Ears ears) {
        this.proving = proving;
        this.ears = ears;
    }

    /** The connection listens: from now on it is to be proven. */
    synchronized void begin() {
        if (state == State.SILENT) {
            state = State.OPEN;
            overdueAt = Deadline.in(proving.start());
        }
    }

    @Override
    public void ring(String payload) {
        // Anybody may send anything on the channel; what is no ring is nobody's business here.
        Ring.parse(payload).ifPresent(this::pass);
    }

    private void pass(Ring ring) {
        if (ring.kind() != Ring.Kind.PROOF) {
            ears.heard(ring);
        } else if (isProof(ring)) {
            ears.proven(this);
        }
    }

    private synchronized boolean isProof(Ring ring) {
        boolean counts = state == State.OPEN && isOurs(ring);
        if (counts) {
            heard = Math.max(heard, ring.jobId().orElse(first));
            overdueAt = Deadline.in(proving.rhythm());
        }
        return counts;
    }

    private boolean isOurs(Ring ring) {
        long number = ring.jobId().orElse(first);
        return ring.queueName().equals(proving.node()) && number > first && number <= last;
    }

    @Override
    public synchronized Optional<Ring> next() {
        if (state != State.OPEN || !earliestAt.isOver()) {
            return Optional.empty();
        }
        nextAt = Deadline.in(proving.interval());
        earliestAt = Deadline.in(proving.interval().minus(proving.interval().dividedBy(EARLY)));
        last++;
        return Optional.of(Ring.of(Ring.Kind.PROOF, proving.node(), last));
    }

    @Override
    public synchronized Duration untilNext() {
        return state == State.OPEN ? nextAt.left() : NEVER;
    }

    @Override
    public synchronized void sent(Ring proof) {
        if (isOurs(proof)) {
            confirmed = Math.max(confirmed, proof.jobId().orElse(first));
            refusal = null;
            Deadline answered = Deadline.in(proving.answer());
            if (heard < proof.jobId().orElse(first) && answered.left().compareTo(overdueAt.left()) < 0) {
                overdueAt = answered;
                notifyAll();
            }
        }
    }

    @Override
    public synchronized void notSent(Throwable failure) {
        refusal = failure;
        nextAt = Deadline.in(proving.interval().dividedBy(AGAIN));
        earliestAt = nextAt;
    }

    @Override
    public synchronized void lost(Throwable failure) {
        if (state != State.ENDED) {
            loss = failure;
            end();
        }
    }

    /** Hangs up. */
    synchronized void end() {
        state = State.ENDED;
        notifyAll();
    }

    synchronized boolean isProven() {
        return heard > first;
    }

    /**
     * Waits for its end.
     *
     * @return why; empty if it was hung up
     */
    synchronized Optional<Trouble> awaitEnd() throws InterruptedException {
        while (state == State.OPEN && !overdueAt.isOver()) {
            TimeUnit.NANOSECONDS.timedWait(
                    this, Math.max(1_000_000, overdueAt.left().toNanos()));
        }
        boolean overdue = state == State.OPEN;
        state = State.ENDED;
        if (overdue) {
            return Optional.of(unproven());
        }
        return Optional.ofNullable(loss).map(Trouble::lost);
    }

    private Trouble unproven() {
        if (confirmed <= heard) {
            return Trouble.notSent(refusal);
        }
        return isProven() ? Trouble.deaf() : Trouble.neverHeard();
    }
}
