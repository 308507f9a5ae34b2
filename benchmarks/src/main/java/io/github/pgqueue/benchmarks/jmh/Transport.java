package io.github.pgqueue.benchmarks.jmh;

import io.github.pgqueue.benchmarks.server.Server;
import java.util.Arrays;

/** How clients talk to the server. */
enum Transport {
    /** Without TLS, though the server offers it. */
    PLAIN("plain", "sslmode=disable"),
    /** With TLS, whatever the certificate says: what is measured is the encryption. */
    TLS("tls", "sslmode=require");

    private final String text;
    private final String parameters;

    Transport(String text, String parameters) {
        this.text = text;
        this.parameters = parameters;
    }

    /** Reads the form in which parameters and results name it. */
    static Transport parse(String text) {
        return Arrays.stream(values())
                .filter(transport -> transport.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "transport must be one of " + Arrays.toString(values()) + ": " + text));
    }

    /** The server's address by this one. A server that was named says itself what it wants, if it does. */
    String url() {
        return Server.url().contains("sslmode=") ? Server.url() : Server.urlWith(parameters);
    }

    @Override
    public String toString() {
        return text;
    }
}
