package io.github.pgqueue.internal.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.TransactionalHandler;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.JobTransaction;
import io.github.pgqueue.spi.Transactions;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TransactionalWorkTest {

    private final List<String> calls = new ArrayList<>();
    private final ClaimedJob claimed = Jobs.attempt(1);
    private final HandledJob job = new HandledJob(claimed);
    private boolean refused;
    private boolean lost;

    private final Transactions transactions = new Transactions() {
        @Override
        public List<Inserted> insert(Connection connection, String queueName, List<NewJob> jobs) {
            throw new UnsupportedOperationException("not expected in this test");
        }

        @Override
        public JobTransaction begin(String queueName, Fence fence) {
            if (refused) {
                throw new StoreException("no connection is free", null);
            }
            calls.add("begin");
            return new Transaction();
        }
    };

    private final class Transaction implements JobTransaction {
        @Override
        public Connection connection() {
            // Nothing is called on it here.
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        throw new UnsupportedOperationException(method.getName());
                    });
        }

        @Override
        public boolean commit(byte @Nullable [] result) {
            calls.add("commit");
            return !lost;
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }

    private boolean perform(TransactionalHandler handler) throws Exception {
        return new TransactionalWork(transactions, handler).perform(claimed, job);
    }

    @Test
    void commitsOnceTheHandlerHasReturned() throws Exception {
        boolean written = perform((seen, connection) -> calls.add("handle"));

        assertThat(written).isTrue();
        assertThat(calls).containsExactly("begin", "handle", "commit", "close");
    }

    @Test
    void doesNotCommitAfterAFailure() {
        assertThatThrownBy(() -> perform((seen, connection) -> {
                    throw new IOException("busy");
                }))
                .isInstanceOf(IOException.class);

        assertThat(calls).containsExactly("begin", "close");
    }

    @Test
    void aLostClaimIsAFailure() {
        lost = true;

        assertThatThrownBy(() -> perform((seen, connection) -> {}))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the claim was lost");
        assertThat(calls).containsExactly("begin", "commit", "close");
    }

    /** The attempt has failed however the handler ends, and what it wrote must not stay. */
    @Test
    void doesNotCommitOnceTheTimeLimitIsOver() throws Exception {
        boolean written = perform((seen, connection) -> job.stop(Stop.TIME_LIMIT));

        assertThat(written).isFalse();
        assertThat(calls).containsExactly("begin", "close");
    }

    @Test
    void commitsThoughCancelledIfTheHandlerReturnsAllTheSame() throws Exception {
        assertThat(perform((seen, connection) -> job.stop(Stop.CANCEL))).isTrue();
    }

    @Test
    void withoutAConnectionTheHandlerIsNotCalled() {
        refused = true;

        assertThatThrownBy(() -> perform((seen, connection) -> calls.add("handle")))
                .isInstanceOf(NotStartedException.class)
                .hasCauseInstanceOf(StoreException.class);
        assertThat(calls).isEmpty();
    }

    /** It has waited for its connection for so long that the job may run elsewhere. */
    @Test
    void isNotStartedOnceTheLeaseIsLost() {
        job.stop(Stop.LEASE);

        assertThatThrownBy(() -> perform((seen, connection) -> calls.add("handle")))
                .isInstanceOf(NotStartedException.class);
        assertThat(calls).containsExactly("begin", "close");
    }
}
