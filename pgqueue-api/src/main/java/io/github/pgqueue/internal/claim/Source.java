package io.github.pgqueue.internal.claim;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.HeldJobs;
import io.github.pgqueue.spi.InsertedJobs;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One queue in a store, as one subscription uses it. Thread-safe; one at a time takes back.
 *
 * <p>An exchange whose answer does not arrive may all the same have claimed jobs. Its claim number is
 * remembered, and they are given back soon.
 */
public final class Source {

    private final QueueStore store;
    private final String queueName;
    private final String node;
    private final LostClaims lostClaims = new LostClaims();

    public Source(QueueStore store, String queueName, String node) {
        this.store = store;
        this.queueName = queueName;
        this.node = node;
    }

    public String queueName() {
        return queueName;
    }

    /** A number for a claim, which no other one has. */
    public static long nextClaim() {
        return ThreadLocalRandom.current().nextLong();
    }

    /** Settles and claims; throws what the store throws. */
    public ExchangeResult exchange(List<Settlement> settlements, int limit) {
        long claim = nextClaim();
        boolean answered = false;
        try {
            ExchangeResult result = store.exchange(new Exchange(queueName, node, claim, settlements, limit));
            answered = true;
            return result;
        } finally {
            if (!answered && limit > 0) {
                lostClaims.add(claim);
            }
        }
    }

    /** Adds jobs, and claims them if the store can; throws what the store throws, and then the claim may be lost. */
    public InsertedJobs insert(long claim, List<NewJob> jobs) {
        return store.insert(new Exchange(queueName, node, claim, List.of(), jobs.size()), jobs);
    }

    /** Jobs may have been claimed by this, of which nobody knows. */
    public void lost(long claim) {
        lostClaims.add(claim);
    }

    /** Holds jobs that are done within moments; throws what the store throws. Empty if an exchange is to claim. */
    public Optional<HeldJobs> hold(int limit) {
        long claim = nextClaim();
        boolean answered = false;
        try {
            Optional<HeldJobs> held = store.hold(new Exchange(queueName, node, claim, List.of(), limit));
            answered = true;
            return held;
        } finally {
            if (!answered) {
                lostClaims.add(claim);
            }
        }
    }

    /** Gives back what lost answers may have claimed, as far as it is time for it. */
    public void takeBackLost() {
        lostClaims.takeBackDue(claim -> store.takeBack(queueName, claim));
    }

    /** Whether an answer was lost whose claims have not been given back yet. */
    public boolean owesClaims() {
        return lostClaims.isUrgent();
    }

    public Optional<Duration> untilNextTakeBack() {
        return lostClaims.untilNextTry();
    }
}
