package io.github.pgqueue.pgjdbcng.internal;

import io.github.pgqueue.jdbc.DatabaseUrl.Host;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where and how pgjdbc-ng is to connect. Immutable.
 *
 * @param hosts to be tried in this order
 * @param settings the driver's own settings by their names, user and password among them
 * @param session what the server is told once connected, as by {@code SET}
 * @param connectTimeout how long a host may take to answer at all, if the URL limits it
 * @param loginTimeout how long connecting may take as a whole, if the URL limits it
 * @param primaryOnly whether a host that is a standby is passed over
 */
record NgAddress(
        List<Host> hosts,
        Map<String, String> settings,
        Map<String, String> session,
        Optional<Duration> connectTimeout,
        Optional<Duration> loginTimeout,
        boolean primaryOnly) {

    NgAddress {
        hosts = List.copyOf(hosts);
        settings = Map.copyOf(settings);
        session = Collections.unmodifiableMap(new LinkedHashMap<>(session));
    }

    /** The same address with some of the driver's settings replaced. */
    NgAddress with(Map<String, String> replaced) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putAll(replaced);
        return new NgAddress(hosts, all, session, connectTimeout, loginTimeout, primaryOnly);
    }

    /** What a connection there begins with. */
    Opening opening() {
        return new Opening(session, primaryOnly);
    }

    /** Where to, without how: a password, or a file's, may be among the settings. */
    @Override
    public String toString() {
        return hosts + "/" + settings.get(DriverSettings.DATABASE);
    }
}
