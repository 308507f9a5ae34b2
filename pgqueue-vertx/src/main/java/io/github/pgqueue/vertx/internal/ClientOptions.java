package io.github.pgqueue.vertx.internal;

import io.vertx.core.net.SocketAddress;
import io.vertx.pgclient.PgConnectOptions;

/** The client's options, for an address that was found already. */
final class ClientOptions extends PgConnectOptions {

    private final Target target;

    ClientOptions(VertxAddress address, Target target) {
        this.target = target;
        setHost(target.host().name());
        setPort(target.host().port());
        setDatabase(address.database());
        setUser(address.user());
        setPassword(address.password());
        setProperties(address.session());
    }

    /** With the name beside it, which the server's certificate is checked against. */
    @Override
    public SocketAddress getSocketAddress() {
        return SocketAddress.inetSocketAddress(target.address());
    }
}
