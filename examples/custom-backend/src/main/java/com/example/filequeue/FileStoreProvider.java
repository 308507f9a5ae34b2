package com.example.filequeue;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.QueueStoreProvider;
import java.nio.file.Path;

/** What {@code ServiceLoader} finds: makes stores. */
public final class FileStoreProvider implements QueueStoreProvider {

    @Override
    public String name() {
        return FileAddress.NAME;
    }

    @Override
    public QueueStore open(PgQueuesConfig config) {
        Path folder = FileAddress.folder(config);
        Path journal = folder.resolve(config.table() + ".journal");
        return new FileStore(
                new Journal(journal),
                new Bells(folder),
                config.table().channel(),
                state -> config.retention(state).isZero(),
                config.wake());
    }
}
