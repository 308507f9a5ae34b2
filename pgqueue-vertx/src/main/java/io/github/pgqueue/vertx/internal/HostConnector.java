package io.github.pgqueue.vertx.internal;

import io.github.pgqueue.jdbc.DatabaseUrl.Host;
import io.vertx.pgclient.SslMode;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Connects to one host, at whichever of its addresses answers.
 *
 * <p>Whether to go on without encryption, or with it, is decided here and not by the client, which would do so after
 * any failure at all: a broken handshake must not lead to none.
 */
final class HostConnector {

    private static final String CANNOT_CONNECT = "08001";

    /** What a server says to who must, or must not, encrypt. */
    private static final String NOT_SO = "28000";

    /** In the client's words. */
    private static final String NO_ENCRYPTION = "does not handle SSL";

    private final VertxAddress address;
    private final Host host;

    HostConnector(VertxAddress address, Host host) {
        this.address = address;
        this.host = host;
    }

    VertxListener connect(Listening listening, Deadline deadline) throws SQLException, InterruptedException {
        List<Target> targets = resolve(deadline);
        SQLException last = new SQLException(host + " has no address", CANNOT_CONNECT);
        for (int tried = 0; tried < targets.size(); tried++) {
            Deadline share = Deadline.in(deadline.left().dividedBy(targets.size() - tried));
            try {
                return encryptedOrNot(new Attempt(address, targets.get(tried), listening), share);
            } catch (SQLException failure) {
                last = failure;
            }
        }
        throw last;
    }

    /** On another thread, as nothing limits how long the system may take. */
    private List<Target> resolve(Deadline deadline) throws SQLException, InterruptedException {
        FutureTask<List<Target>> task = new FutureTask<>(() -> Target.resolve(host));
        Thread thread = new Thread(task, "pgqueue-resolve-vertx");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException unknown) {
            throw new SQLException(host + ": the host's name cannot be resolved", CANNOT_CONNECT, unknown.getCause());
        } catch (TimeoutException slow) {
            throw new SQLException(host + ": the host's name cannot be resolved in time", CANNOT_CONNECT, slow);
        }
    }

    private VertxListener encryptedOrNot(Attempt attempt, Deadline deadline) throws SQLException, InterruptedException {
        SslMode mode = address.encryption().mode();
        boolean first = mode != SslMode.DISABLE && mode != SslMode.ALLOW;
        try {
            return attempt.connect(first, deadline);
        } catch (SQLException failure) {
            boolean other = mode == SslMode.PREFER && (wantsNone(failure) || refuses(failure))
                    || mode == SslMode.ALLOW && refuses(failure);
            if (!other) {
                throw failure;
            }
            try {
                return attempt.connect(!first, deadline);
            } catch (SQLException second) {
                failure.addSuppressed(second);
                // Of two refusals the first is about what was preferred.
                throw wantsNone(failure) ? second : failure;
            }
        }
    }

    private static boolean refuses(SQLException failure) {
        return NOT_SO.equals(failure.getSQLState());
    }

    private static boolean wantsNone(SQLException failure) {
        return String.valueOf(failure.getMessage()).contains(NO_ENCRYPTION);
    }
}
