package io.github.pgqueue.vertx.internal;

import io.github.pgqueue.jdbc.DatabaseUrl.Host;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where and how to connect. Immutable.
 *
 * @param hosts to be tried in this order
 * @param database its name
 * @param user the role to log in as
 * @param password the role's; empty where none is said
 * @param session what the server is told as the session begins, by the server's names
 * @param encryption whether, and whom to trust
 * @param hostLimit how long one host may take, if the URL limits it
 * @param wholeLimit how long all may take, if the URL limits it
 */
record VertxAddress(
        List<Host> hosts,
        String database,
        String user,
        String password,
        Map<String, String> session,
        Encryption encryption,
        Optional<Duration> hostLimit,
        Optional<Duration> wholeLimit) {

    VertxAddress {
        hosts = List.copyOf(hosts);
        session = Map.copyOf(session);
    }

    /** Where to, without how. */
    @Override
    public String toString() {
        return hosts + "/" + database;
    }
}
