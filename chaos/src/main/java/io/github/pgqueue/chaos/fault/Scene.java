package io.github.pgqueue.chaos.fault;

import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.testkit.database.ServerControl;
import io.github.pgqueue.testkit.database.ServerSettings;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import io.github.pgqueue.testkit.database.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where one fault meets one node: a database and a role of its own, and the way there. Thread-safe.
 *
 * <p>The role is an ordinary one, as the server's superuser is spared by some limits.
 */
public final class Scene implements AutoCloseable {

    /** The queue of the jobs. */
    public static final String QUEUE = "faults";

    private static final String INSERT = "insert into jobs (queue_name, payload) values (?, convert_to(?, 'UTF8'))";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int HERE = 1;
    private static final int THERE = 2;

    private final TestDatabases server;
    private final Network network;
    private final String backend;
    private final Route route;
    private final String parameters;
    private final TestDatabase database;
    private final String role = "node" + COUNT.incrementAndGet();
    private final Wire wire;
    private final String url;
    private volatile @Nullable Wire there;

    /**
     * Makes the database and the role.
     *
     * @param server where
     * @param network how packets are dropped
     * @param backend the node's
     * @param way how it gets to the server
     */
    public Scene(TestDatabases server, Network network, String backend, Way way) {
        this.server = server;
        this.network = network;
        this.backend = backend;
        this.route = way.route();
        this.parameters = way.parameters();
        this.database = server.newDatabase();
        database.execute("create role " + role + " login; alter database " + database.name() + " owner to " + role);
        this.wire = Wire.to(database, local(HERE), 0);
        this.url = route == Route.ALL_BY_NAME
                ? wire.url(Hosts.name(local(HERE).getHostAddress()))
                : route == Route.ALL_BY_WIRE ? wire.url() : database.url();
    }

    /**
     * How a node gets to its server.
     *
     * @param route by which way
     * @param parameters of its URLs, such as {@code sslmode=require}
     */
    public record Way(Route route, String parameters) {}

    private static InetAddress local(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * The node's settings: the defaults, but for where and as whom.
     *
     * @return to be completed
     */
    public PgQueuesConfig.Builder config() {
        PgQueuesConfig.Builder config =
                PgQueuesConfig.builder(with(url)).credentials(role, "").backend(backend);
        return route == Route.LISTENER_BY_WIRE ? config.listenUrl(with(wire.url())) : config;
    }

    private String with(String address) {
        return address + "?" + parameters;
    }

    /** Makes the table, by the way that the node will go, and in time that the node may lack. */
    public void bootstrap() {
        PgQueuesConfig.Builder patient = config().pollOnly().connectTimeout(PATIENCE);
        try (PgQueues queues = PgQueues.create(patient.build())) {
            queues.bootstrap();
        }
    }

    /** A node that is not hurt, and needs no ring. */
    PgQueues openBystander() {
        return PgQueues.create(PgQueuesConfig.builder(database.url())
                .credentials(database.user(), database.password())
                .backend(backend)
                .pollOnly()
                .build());
    }

    /**
     * Adds a job by plain SQL, straight to the server.
     *
     * @param payload the job's
     * @throws SQLException if the server does not let us
     */
    public void insert(String payload) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setString(1, QUEUE);
            statement.setString(2, payload);
            statement.execute();
        }
    }

    /** The database's own name for the host moves to another wire, and the first one is silent from then on. */
    void move() {
        wire.mute(Wire.Way.values());
        String name = url.replaceFirst(".*//([^:]+):.*", "$1");
        Hosts.check(name, local(HERE).getHostAddress());
        there = Wire.to(database, local(THERE), wire.port());
        Hosts.move(name, local(THERE).getHostAddress());
    }

    TestDatabase database() {
        return database;
    }

    String role() {
        return role;
    }

    Wire wire() {
        return wire;
    }

    Network network() {
        return network;
    }

    ServerControl control() {
        return server.control().orElseThrow(() -> new IllegalStateException("the server is not ours to stop"));
    }

    ServerSettings settings() {
        return server.settings().orElseThrow(() -> new IllegalStateException("the server is not ours to change"));
    }

    int serverVersion() {
        return server.majorVersion();
    }

    @Override
    public void close() {
        network.mend(wire);
        wire.close();
        Wire other = there;
        if (other != null) {
            other.close();
        }
        database.close();
    }
}
