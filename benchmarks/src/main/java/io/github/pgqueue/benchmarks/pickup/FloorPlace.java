package io.github.pgqueue.benchmarks.pickup;

import io.github.pgqueue.benchmarks.process.Starts;
import io.github.pgqueue.benchmarks.process.WorkerProcess;
import io.github.pgqueue.benchmarks.server.OwnDatabase;
import io.github.pgqueue.benchmarks.server.Schema;
import io.github.pgqueue.benchmarks.shared.Opened;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The least that a queue could be: {@link FloorMain}, and an insert that notifies or is followed by a notification. */
final class FloorPlace implements PickupPlace {

    private static final String CHANNEL = "floor";
    private static final byte[] PAYLOAD = new byte[100];

    private static final String NOTIFY =
            "select set_config('synchronous_commit', 'off', true), pg_notify('" + CHANNEL + "', ?)";

    private static final String INSERT_AND_NOTIFY =
            "with pushed as (%s) select id, pg_notify('" + CHANNEL + "', cast(id as text)) from pushed";

    private final FloorTable table;
    private final Starts starts = new Starts();
    private final Opened opened = new Opened();
    private final Schema schema;
    private final PreparedStatement insert;
    private final PreparedStatement notification;
    private final PreparedStatement insertAndNotify;

    FloorPlace(FloorTable table) {
        this.table = table;
        try {
            OwnDatabase database = opened.keep(new OwnDatabase());
            schema = opened.keep(new Schema(database.url()));
            table.make(schema, database.url());
            Connection connection = opened.keep(DriverManager.getConnection(database.url()));
            insert = connection.prepareStatement(table.insert(schema.table()));
            notification = connection.prepareStatement(NOTIFY);
            insertAndNotify = connection.prepareStatement(INSERT_AND_NOTIFY.formatted(table.insert(schema.table())));
            opened.keep(WorkerProcess.start(
                    FloorMain.class, database.url(), starts::add, schema.table(), CHANNEL, table.name()));
        } catch (SQLException e) {
            opened.closeAfter(e);
            throw new IllegalStateException(e.getMessage(), e);
        } catch (RuntimeException e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    @Override
    public List<String> names() {
        return List.of("bare wire", table.title());
    }

    @Override
    public Picked once(Rung rung) {
        try {
            long called = System.nanoTime();
            long id;
            long committed;
            if (rung == Rung.WITH_COMMIT) {
                id = add(insertAndNotify);
                committed = System.nanoTime();
            } else {
                id = add(insert);
                committed = System.nanoTime();
                notification.setString(1, Long.toString(id));
                notification.executeQuery().close();
            }
            long arrived = starts.await(id);
            long fetched = starts.await(id);
            return new Picked(called, committed, arrived, fetched);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static long add(PreparedStatement statement) throws SQLException {
        statement.setBytes(1, PAYLOAD);
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void settle() {
        schema.settle();
    }

    @Override
    public void close() {
        opened.close();
    }
}
