package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.JobTransaction;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Mistakes in transactions of others, and in waiting for them. */
final class BrokenTransactions {

    static final List<Broken> ALL = List.of(
            atOnce("S13.1"),
            atOnce("D1.6"),
            inserting("S13.2", "it commits", BrokenTransactions::committing),
            inserting("S13.2", "it closes the connection", BrokenTransactions::closing),
            inserting("S13.2", "it turns autocommit off", BrokenTransactions::turningAutocommitOff),
            handling("S13.3", "the job's end is forgotten", BrokenHeldJobs.Endless::new),
            handling("S13.3", "the job has ended before", BrokenHeldJobs.Hasty::new),
            handling("S13.4", "a claim that was lost commits", BrokenHeldJobs.Careless::new),
            handling("S13.5", "closing commits", BrokenHeldJobs.Committing::new),
            handling("S13.5", "closing gives the job back", BrokenHeldJobs.Releasing::new),
            handling("D9.1", "the job has ended before", BrokenHeldJobs.Hasty::new),
            handling("D9.2", "closing commits", BrokenHeldJobs.Committing::new),
            handling("D9.3", "a claim that was lost commits", BrokenHeldJobs.Careless::new),
            handling("D9.4", "the handler gets the connection itself", BrokenHeldJobs.Unguarded::new),
            handling("D9.5", "the job has ended before the commit", BrokenHeldJobs.Careless::new),
            new BrokenSql("D2.2", "rows of others ring nobody", BrokenTransactions::mute),
            new BrokenSql("D12.3", "going on rings nobody", BrokenTransactions::resumingQuietly),
            new BrokenSql("S9.5", "a rescue waits for who holds a job", BrokenTransactions::patient),
            new BrokenSql("S12.7", "pruning waits for who holds a job", BrokenTransactions::patient));

    private BrokenTransactions() {}

    /** A way to add jobs in a transaction. */
    private interface Insertion {
        List<Inserted> insert(Connection connection, String queueName, List<NewJob> jobs) throws SQLException;
    }

    /** The same, made of a sound way. */
    private interface Change {
        List<Inserted> insert(Transactions sound, Connection connection, String queueName, List<NewJob> jobs)
                throws SQLException;
    }

    /** A way to handle a job. */
    private interface Handling {
        JobTransaction of(JobTransaction sound, QueueStore store, BrokenHeldJobs.Claim claim);
    }

    private static BrokenSql atOnce(String rule) {
        return new BrokenSql(
                rule,
                "jobs are there at once",
                (store, database, sound) -> stored(
                        store,
                        database,
                        inserting(sound, (connection, queueName, jobs) -> store.insert(queueName, jobs))));
    }

    private static BrokenSql inserting(String rule, String mistake, Change change) {
        return new BrokenSql(
                rule,
                mistake,
                (store, database, sound) -> stored(
                        store,
                        database,
                        inserting(
                                sound,
                                (connection, queueName, jobs) -> change.insert(sound, connection, queueName, jobs))));
    }

    private static Transactions inserting(Transactions sound, Insertion insertion) {
        return new Transactions() {
            @Override
            public List<Inserted> insert(Connection connection, String queueName, List<NewJob> jobs) {
                return PretendTransactions.run(() -> insertion.insert(connection, queueName, jobs));
            }

            @Override
            public JobTransaction begin(String queueName, Fence fence) {
                return sound.begin(queueName, fence);
            }
        };
    }

    private static BrokenSql handling(String rule, String mistake, Handling handling) {
        return new BrokenSql(
                rule,
                mistake,
                (store, database, sound) -> stored(store, database, new Transactions() {
                    @Override
                    public List<Inserted> insert(Connection connection, String queueName, List<NewJob> jobs) {
                        return sound.insert(connection, queueName, jobs);
                    }

                    @Override
                    public JobTransaction begin(String queueName, Fence fence) {
                        return handling.of(
                                sound.begin(queueName, fence), store, new BrokenHeldJobs.Claim(queueName, fence));
                    }
                }));
    }

    private static QueueStore stored(QueueStore store, PretendDatabase database, Transactions transactions) {
        return new PretendStore(store, database, transactions);
    }

    private static List<Inserted> committing(
            Transactions sound, Connection connection, String queueName, List<NewJob> jobs) throws SQLException {
        List<Inserted> inserted = sound.insert(connection, queueName, jobs);
        connection.commit();
        return inserted;
    }

    private static List<Inserted> closing(
            Transactions sound, Connection connection, String queueName, List<NewJob> jobs) throws SQLException {
        List<Inserted> inserted = sound.insert(connection, queueName, jobs);
        connection.close();
        return inserted;
    }

    private static List<Inserted> turningAutocommitOff(
            Transactions sound, Connection connection, String queueName, List<NewJob> jobs) throws SQLException {
        connection.setAutoCommit(false);
        return sound.insert(connection, queueName, jobs);
    }

    private static QueueStore patient(QueueStore store, PretendDatabase database, Transactions sound) {
        return new PatientStore(stored(store, database, sound), database);
    }

    private static QueueStore mute(QueueStore store, PretendDatabase database, Transactions sound) {
        database.mute();
        return stored(store, database, sound);
    }

    private static QueueStore resumingQuietly(QueueStore store, PretendDatabase database, Transactions sound) {
        return ForwardingAdmin.on(stored(store, database, sound), admin -> new ForwardingAdmin(admin) {
            @Override
            public void pause(String queueName, boolean paused) {
                database.quietly(() -> inner.pause(queueName, paused));
            }
        });
    }
}
