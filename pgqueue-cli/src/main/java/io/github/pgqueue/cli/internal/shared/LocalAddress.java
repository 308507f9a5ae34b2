package io.github.pgqueue.cli.internal.shared;

/** Where this machine's own server listens: the one of {@code pgqueue server}, or of the demo. */
public final class LocalAddress {

    /** Below the ports that systems hand out by themselves. */
    public static final int DEFAULT_PORT = 25432;

    private LocalAddress() {}

    /** With all that is needed to log in. */
    public static JdbcUrl at(int port) {
        return new JdbcUrl("jdbc:postgresql://localhost:" + port + "/postgres?user=postgres");
    }
}
