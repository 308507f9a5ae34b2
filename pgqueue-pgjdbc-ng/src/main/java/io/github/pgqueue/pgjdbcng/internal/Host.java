package io.github.pgqueue.pgjdbcng.internal;

/**
 * One server that may be connected to.
 *
 * @param name a host's name or address; an IPv6 address in brackets
 * @param port from 1 to 65535
 */
record Host(String name, int port) {

    static final Host DEFAULT = new Host("localhost", 5432);

    @Override
    public String toString() {
        return name + ":" + port;
    }
}
