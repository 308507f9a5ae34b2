package io.github.pgqueue.testkit.contract;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.ListenerProvider;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.QueueStoreProvider;
import io.github.pgqueue.testkit.database.ServerControl;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import io.github.pgqueue.testkit.database.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A backend on PostgreSQL, with a database of its own from {@link TestDatabases#shared()}, made when it is first asked
 * for, and all abilities that the server gives.
 *
 * <p>The listening connection is found as {@link TestDatabase#terminateListeners()} says: by an
 * {@code application_name} with {@code listen} in it, or by its last statement.
 */
public final class PostgresContractBackend implements ContractBackend {

    private static final String COUNT = """
            select count(*) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
            """;

    private final QueueStoreProvider store;
    private final ListenerProvider listener;
    private final ServerSocket silent;
    private @Nullable TestDatabase database;
    private @Nullable Wire wire;

    private PostgresContractBackend(QueueStoreProvider store, ListenerProvider listener) {
        this.store = store;
        this.listener = listener;
        try {
            // The system accepts connections on its own, up to the backlog; nobody ever reads them.
            this.silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A new database for this store and this listener: empty, unless it is {@linkplain #prepare() prepared}.
     *
     * @param store where jobs are kept
     * @param listener who listens; may be of another backend
     * @return the backend under test
     */
    public static PostgresContractBackend of(QueueStoreProvider store, ListenerProvider listener) {
        return new PostgresContractBackend(store, listener);
    }

    /**
     * The database, for what a test does besides.
     *
     * @return open until this is closed
     */
    public synchronized TestDatabase database() {
        if (database == null) {
            database = TestDatabases.shared().newDatabase();
        }
        return database;
    }

    /** By a copy of a database in which the store's script was run; not if the database was asked for before. */
    @Override
    public synchronized boolean prepare() {
        String script = script();
        if (database != null || script.isEmpty()) {
            return false;
        }
        database = TestDatabases.shared().newDatabase(script);
        return true;
    }

    /** Needs no connection. */
    private String script() {
        PgQueuesConfig nowhere = PgQueuesConfig.builder(silentUrl())
                .store(store)
                .listener(listener)
                .build();
        try (QueueStore scribe = store.open(nowhere)) {
            return scribe.bootstrapSql();
        }
    }

    @Override
    public PgQueuesConfig.Builder config() {
        return config(database().url());
    }

    @Override
    public PgQueuesConfig.Builder silentConfig() {
        return config(silentUrl());
    }

    private String silentUrl() {
        return "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/silent";
    }

    private PgQueuesConfig.Builder config(String url) {
        return PgQueuesConfig.builder(url)
                .credentials(database().user(), database().password())
                .store(store)
                .listener(listener);
    }

    @Override
    public QueueStoreProvider store() {
        return store;
    }

    @Override
    public ListenerProvider listener() {
        return listener;
    }

    @Override
    public Connection connect() throws SQLException {
        return database().connect();
    }

    @Override
    public void send(String channel, List<String> texts) {
        try (Connection connection = connect();
                PreparedStatement statement =
                        connection.prepareStatement("select count(pg_notify(?, text)) from unnest(?) text")) {
            statement.setString(1, channel);
            statement.setArray(2, connection.createArrayOf("text", texts.toArray()));
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException("Notifications cannot be sent: " + e.getMessage(), e);
        }
    }

    @Override
    public int killListeners() {
        return database().terminateListeners();
    }

    @Override
    public int connections() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COUNT)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException("Connections cannot be counted: " + e.getMessage(), e);
        }
    }

    @Override
    public ServerControl server() {
        return TestDatabases.shared()
                .control()
                .orElseGet(() -> Assumptions.abort("the test server is not ours to stop or freeze"));
    }

    @Override
    public synchronized Wire wire() {
        if (wire == null) {
            wire = Wire.to(database());
        }
        return wire;
    }

    @Override
    public LossyWay lossyWay() {
        Wire way = wire();
        return new LossyWay() {
            @Override
            public PgQueuesConfig.Builder config() {
                return PostgresContractBackend.this.config(way.url());
            }

            @Override
            public void lose() {
                way.mute(Wire.Way.TO_CLIENT);
            }

            @Override
            public void mend() {
                way.mend();
            }
        };
    }

    @Override
    public synchronized void close() {
        if (wire != null) {
            wire.close();
        }
        try {
            silent.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (database != null) {
                database.close();
            }
        }
    }
}
