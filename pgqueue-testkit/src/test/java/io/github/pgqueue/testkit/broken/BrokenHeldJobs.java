package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.JobTransaction;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import java.sql.Connection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Transactions of a job that end as they should not. */
final class BrokenHeldJobs {

    private BrokenHeldJobs() {}

    /** The claim that is held. */
    record Claim(String queueName, Fence fence) {

        void settle(QueueStore store, Settlement end) {
            store.exchange(new Exchange(queueName, "broken", fence.claim(), List.of(end), 0));
        }
    }

    private abstract static class Forwarding implements JobTransaction {
        final JobTransaction inner;

        Forwarding(JobTransaction inner) {
            this.inner = inner;
        }

        final void commitConnection() {
            PretendTransactions.run(() -> {
                PretendSession.of(connection()).commit();
                return true;
            });
        }

        @Override
        public Connection connection() {
            return inner.connection();
        }

        @Override
        public boolean commit(byte @Nullable [] result) {
            return inner.commit(result);
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    /** Gives the handler all power over the connection. */
    static final class Unguarded extends Forwarding {
        Unguarded(JobTransaction inner, QueueStore store, Claim claim) {
            super(inner);
        }

        @Override
        public Connection connection() {
            return PretendSession.of(super.connection()).connection();
        }
    }

    static final class Endless extends Forwarding {
        Endless(JobTransaction inner, QueueStore store, Claim claim) {
            super(inner);
        }

        @Override
        public boolean commit(byte @Nullable [] result) {
            commitConnection();
            return true;
        }
    }

    static final class Hasty extends Forwarding {
        Hasty(JobTransaction inner, QueueStore store, Claim claim) {
            super(inner);
            claim.settle(store, Settlement.success(claim.fence()));
        }

        @Override
        public boolean commit(byte @Nullable [] result) {
            commitConnection();
            return true;
        }
    }

    static final class Careless extends Forwarding {
        private final QueueStore store;
        private final Claim claim;

        Careless(JobTransaction inner, QueueStore store, Claim claim) {
            super(inner);
            this.store = store;
            this.claim = claim;
        }

        @Override
        public boolean commit(byte @Nullable [] result) {
            claim.settle(store, Settlement.success(claim.fence(), result));
            commitConnection();
            return true;
        }
    }

    static final class Committing extends Forwarding {
        Committing(JobTransaction inner, QueueStore store, Claim claim) {
            super(inner);
        }

        @Override
        public void close() {
            commitConnection();
            super.close();
        }
    }

    static final class Releasing extends Forwarding {
        private final QueueStore store;
        private final Claim claim;

        Releasing(JobTransaction inner, QueueStore store, Claim claim) {
            super(inner);
            this.store = store;
            this.claim = claim;
        }

        @Override
        public void close() {
            super.close();
            claim.settle(store, Settlement.release(claim.fence()));
        }
    }
}
