package io.github.pgqueue.jdbc;

import io.github.pgqueue.spi.QueueStore;
import java.io.IOException;
import org.postgresql.ds.PGSimpleDataSource;

/** A process of its own that bootstraps when its input ends. */
final class BootstrapProcess {

    static final char READY = 'r';

    private BootstrapProcess() {}

    public static void main(String[] address) throws IOException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(address[0]);
        source.setUser(address[1]);
        source.setPassword(address[2]);
        try (QueueStore store = Stores.over(source, "jobs")) {
            System.out.print(READY);
            System.out.flush();
            while (System.in.read() >= 0) {
                // Nothing is said; the end is the sign.
            }
            store.bootstrap();
        }
    }
}
