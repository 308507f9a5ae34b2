package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.JobTransaction;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.spi.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Transactions of a pretended database, sound ones.
 *
 * @param store keeps the jobs
 * @param database has the connections
 * @param rings are sent there
 */
record PretendTransactions(QueueStore store, PretendDatabase database, Consumer<Ring> rings) implements Transactions {

    @Override
    public List<Inserted> insert(Connection connection, String queueName, List<NewJob> jobs) {
        if (jobs.stream().anyMatch(PretendTransactions::isReplacing)) {
            Assumptions.abort("the pretended database undoes no replacement");
        }
        PretendSession session = PretendSession.of(connection);
        return run(() -> {
            session.requireWhole();
            return insert(session, queueName, jobs);
        });
    }

    private static boolean isReplacing(NewJob job) {
        return job.uniqueKey()
                .filter(key -> key.conflict() != UniqueKey.Conflict.KEEP)
                .isPresent();
    }

    private List<Inserted> insert(PretendSession session, String queueName, List<NewJob> jobs) throws SQLException {
        List<Inserted> inserted = new ArrayList<>();
        List<Long> added = new ArrayList<>();
        database.alone(() -> {
            database.quietly(() -> inserted.addAll(store.insert(queueName, jobs)));
            inserted.stream().filter(one -> !one.wasThere()).map(Inserted::id).forEach(added::add);
            database.hidden().addAll(added);
        });
        if (!added.isEmpty()) {
            session.atEnd(() -> show(queueName, added), () -> remove(queueName, added));
        }
        return inserted;
    }

    private void show(String queueName, List<Long> ids) {
        database.alone(() -> ids.forEach(database.hidden()::remove));
        rings.accept(Ring.of(queueName));
    }

    private void remove(String queueName, List<Long> ids) {
        database.alone(() -> {
            ids.forEach(id -> store.admin().orElseThrow().discard(queueName, id));
            ids.forEach(database.hidden()::remove);
        });
    }

    @Override
    public JobTransaction begin(String queueName, Fence fence) {
        PretendSession session = database.begin();
        return run(() -> {
            session.connection().setAutoCommit(false);
            return new Held(session, queueName, fence);
        });
    }

    /** What a JDBC call throws is a failure of the store. */
    static <T> T run(SqlCall<T> call) {
        try {
            return call.call();
        } catch (SQLException pretended) {
            throw new StoreException(String.valueOf(pretended.getMessage()), pretended);
        }
    }

    /** A call of JDBC. */
    interface SqlCall<T> {
        T call() throws SQLException;
    }

    private final class Held implements JobTransaction {
        private final PretendSession session;
        private final String queueName;
        private final Fence fence;

        Held(PretendSession session, String queueName, Fence fence) {
            this.session = session;
            this.queueName = queueName;
            this.fence = fence;
        }

        @Override
        public Connection connection() {
            return PretendGuard.around(session);
        }

        @Override
        public boolean commit(byte @Nullable [] result) {
            // Whoever sees that the job has ended waits here before he counts what it wrote.
            synchronized (database) {
                return run(() -> {
                    session.requireWhole();
                    boolean counts = settle(Settlement.success(fence, result));
                    if (counts) {
                        session.commit();
                    } else {
                        session.connection().rollback();
                    }
                    return counts;
                });
            }
        }

        private boolean settle(Settlement end) {
            return store.exchange(new Exchange(queueName, "pretended", fence.claim(), List.of(end), 0))
                    .lost()
                    .isEmpty();
        }

        @Override
        public void close() {
            run(() -> {
                session.connection().close();
                return true;
            });
        }
    }
}
