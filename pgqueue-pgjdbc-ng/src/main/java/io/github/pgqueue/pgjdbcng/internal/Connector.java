package io.github.pgqueue.pgjdbcng.internal;

import io.github.pgqueue.jdbc.DatabaseUrl.Host;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Makes connections of the driver, in bounded time. Thread-safe. */
final class Connector {

    private static final String CANNOT_CONNECT = "08001";

    /** The driver hashes the server's certificate with SHA-256, where it should take the certificate's own way. */
    private static final String BINDING = " (pgjdbc-ng can log in with a password by SCRAM over TLS only where the"
            + " server's certificate is signed with SHA-256: use such a one, or the backend pgjdbc)";

    private final NgAddress address;
    private final Duration limit;

    /**
     * Connects to nothing yet.
     *
     * @param address where and how
     * @param limit how long a connect may take; the address may limit it further
     */
    Connector(NgAddress address, Duration limit) {
        this.address = address;
        this.limit =
                address.loginTimeout().filter(own -> own.compareTo(limit) < 0).orElse(limit);
    }

    /** The first host that lets us in; each may take its share of the time that is left. */
    Connection connect() throws SQLException, InterruptedException {
        Deadline deadline = Deadline.in(limit);
        List<Host> hosts = address.hosts();
        StringJoiner failures = new StringJoiner("; ");
        SQLException last = null;
        for (int tried = 0; tried < hosts.size(); tried++) {
            Host host = hosts.get(tried);
            try {
                return connect(host, Deadline.in(deadline.left().dividedBy(hosts.size() - tried)));
            } catch (SQLException failure) {
                failures.add(host + ": " + describe(failure));
                last = failure;
            }
        }
        throw new SQLException("could not connect to " + failures, state(last), last);
    }

    private Connection connect(Host host, Deadline deadline) throws SQLException, InterruptedException {
        Preflight.check(
                host,
                address.connectTimeout()
                        .filter(own -> own.compareTo(deadline.left()) < 0)
                        .map(Deadline::in)
                        .orElse(deadline));
        return new Login(new DriverDataSource(host, address.settings()), address.opening()).await(deadline);
    }

    private static String describe(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("channel binding") ? message + BINDING : message;
    }

    /** The driver's own state for a failed connect lacks a zero. */
    private static String state(@Nullable SQLException failure) {
        String state = failure == null ? null : failure.getSQLState();
        return state == null || state.equals("8001") ? CANNOT_CONNECT : state;
    }
}
