package io.github.pgqueue.jdbc;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.QueueStore;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** A process with little memory that adds more than it can send, and goes on. */
final class LargeJobsProcess {

    private static final int MEGABYTE = 1024 * 1024;

    private LargeJobsProcess() {}

    public static void main(String[] address) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(address[0]);
        source.setUser(address[1]);
        source.setPassword(address[2]);
        try (QueueStore store = Stores.over(source, "jobs")) {
            store.bootstrap();
            NewJob large = NewJob.of(new byte[15 * MEGABYTE]);
            try {
                store.insert("mail", List.of(large, large));
            } catch (StoreException tooLarge) {
                System.out.println(tooLarge.getMessage());
            }
            store.insert("mail", List.of(NewJob.of("small")));
        }
    }
}
