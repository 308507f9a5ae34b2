package io.github.pgqueue.vertx.internal;

import io.github.pgqueue.jdbc.DatabaseUrl.Host;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Makes listening connections, in bounded time. Thread-safe. */
final class Connector {

    private static final String CANNOT_CONNECT = "08001";

    private final VertxAddress address;
    private final Duration limit;

    /**
     * Connects to nothing yet.
     *
     * @param address where and how
     * @param limit how long a connect may take; the address may limit it further
     */
    Connector(VertxAddress address, Duration limit) {
        this.address = address;
        this.limit = shorter(address.wholeLimit().orElse(limit), limit);
    }

    /**
     * The first host that lets us in and lets us listen, which a standby does not; each may take its share of the time
     * that is left.
     *
     * @throws SQLException if there is none; it names each with its reason, and nothing is left open
     * @throws InterruptedException if the thread is interrupted; nothing is left open
     */
    VertxListener connect(Listening listening) throws SQLException, InterruptedException {
        Deadline deadline = Deadline.in(limit);
        List<SQLException> failures = new ArrayList<>();
        StringJoiner said = new StringJoiner("; ");
        List<Host> hosts = address.hosts();
        for (int tried = 0; tried < hosts.size(); tried++) {
            Host host = hosts.get(tried);
            Duration share = deadline.left().dividedBy(hosts.size() - tried);
            try {
                return new HostConnector(address, host)
                        .connect(
                                listening,
                                Deadline.in(shorter(address.hostLimit().orElse(share), share)));
            } catch (SQLException failure) {
                failures.add(failure);
                said.add(failure.getMessage());
            }
        }
        SQLException last = failures.get(failures.size() - 1);
        String state = last.getSQLState() == null ? CANNOT_CONNECT : last.getSQLState();
        throw new SQLException("could not listen at " + said, state, last);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
