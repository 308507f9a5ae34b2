package io.github.pgqueue.chaos.process;

import io.github.pgqueue.PgQueuesConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where a process works, and as who. Immutable.
 *
 * @param address of the database
 * @param folder where histories are
 * @param name of the process
 * @param flavour its backends
 * @param lease of its node
 */
public record Place(Address address, Path folder, String name, Flavour flavour, Duration lease) {

    private static final String URL = "PGQUEUE_CHAOS_URL";
    private static final String USER = "PGQUEUE_CHAOS_USER";
    private static final String PASSWORD = "PGQUEUE_CHAOS_PASSWORD";

    /** By this the engine names its node, so that what it leaves in the table can be told apart. */
    private static final String HOST = "HOSTNAME";

    private static final Duration CONNECT = Duration.ofSeconds(3);
    /** A pusher that is killed has no time to ring. */
    private static final Duration BACKSTOP = Duration.ofSeconds(4);

    private static final Duration POLL = Duration.ofMillis(500);

    /** How long a worker that is closed waits for its handlers. */
    public static final Duration CLOSE = Duration.ofSeconds(1);

    /**
     * The database. Immutable.
     *
     * @param url its JDBC URL
     * @param user who logs in
     * @param password the user's password
     */
    public record Address(String url, String user, String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Address[" + user + "]";
        }
    }

    /**
     * The place of this process, as it was told by the process that started it.
     *
     * @param args the first of them
     * @return the place
     */
    public static Place ofThisProcess(List<String> args) {
        Map<String, String> env = System.getenv();
        Address address = new Address(required(env, URL), required(env, USER), required(env, PASSWORD));
        return new Place(
                address, Path.of(args.get(0)), args.get(1), Flavour.parse(args.get(2)), Duration.parse(args.get(3)));
    }

    private static String required(Map<String, String> env, String name) {
        return Objects.requireNonNull(env.get(name), name);
    }

    /**
     * What {@link #ofThisProcess} reads in the process to be started.
     *
     * @return the arguments
     */
    public List<String> args() {
        return List.of(folder.toString(), name, flavour.toString(), lease.toString());
    }

    /**
     * What else it reads: a command line can be read by everyone on the machine.
     *
     * @param env the environment to put it in
     */
    public void into(Map<String, String> env) {
        env.put(URL, address.url());
        env.put(USER, address.user());
        env.put(PASSWORD, address.password());
        env.put(HOST, name);
    }

    /**
     * The settings of its queues.
     *
     * @return to be completed
     */
    public PgQueuesConfig.Builder config() {
        return PgQueuesConfig.builder(address.url())
                .credentials(address.user(), address.password())
                .store(flavour.store())
                .listener(flavour.listener())
                .lease(lease)
                .pollInterval(POLL)
                .backstopInterval(BACKSTOP)
                .connectTimeout(CONNECT)
                .closeTimeout(CLOSE);
    }

    /**
     * A connection of the store's driver.
     *
     * @return to be closed
     * @throws SQLException if there is none to be had
     */
    public Connection connect() throws SQLException {
        String url = flavour.store().equals("pgjdbc-ng")
                ? address.url().replace("jdbc:postgresql:", "jdbc:pgsql:")
                : address.url();
        return DriverManager.getConnection(url, address.user(), address.password());
    }
}
