package io.github.pgqueue.vertx.internal;

import io.github.pgqueue.jdbc.DatabaseUrl.Host;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * One of the addresses that a host's name stands for.
 *
 * @param host as the URL names it, which is what the server's certificate must name
 * @param address where it is now
 */
record Target(Host host, InetSocketAddress address) {

    /** Where a host is, as the JVM finds it: the client's own look-up would pass over what the system knows. */
    static List<Target> resolve(Host host) throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(host.name()))
                .map(found -> new Target(host, new InetSocketAddress(found, host.port())))
                .toList();
    }

    @Override
    public String toString() {
        String shown = address.getAddress().getHostAddress();
        return shown.equals(host.name()) ? host.toString() : host + " (" + shown + ")";
    }
}
