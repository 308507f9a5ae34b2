package io.github.pgqueue.testkit.internal.probe;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.JobTransaction;
import io.github.pgqueue.spi.Transactions;
import java.sql.Connection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Transactions whose calls go through a probe. */
record ProbedTransactions(Transactions inner, StoreProbe probe) implements Transactions {

    @Override
    public List<Inserted> insert(Connection connection, String queueName, List<NewJob> jobs) {
        return probe.call(Call.INSERT, () -> inner.insert(connection, queueName, jobs));
    }

    @Override
    public JobTransaction begin(String queueName, Fence fence) {
        return new Probed(probe.call(Call.BEGIN, () -> inner.begin(queueName, fence)), probe);
    }

    private record Probed(JobTransaction inner, StoreProbe probe) implements JobTransaction {

        @Override
        public Connection connection() {
            return inner.connection();
        }

        @Override
        public boolean commit(byte @Nullable [] result) {
            return probe.call(Call.COMMIT, () -> inner.commit(result));
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
