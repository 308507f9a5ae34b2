package com.example.filequeue;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.ListenerProvider;
import io.github.pgqueue.spi.RingSink;
import java.io.IOException;

/** What {@code ServiceLoader} finds: makes listening connections. */
public final class FileListenerProvider implements ListenerProvider {

    @Override
    public String name() {
        return FileAddress.NAME;
    }

    @Override
    public void check(PgQueuesConfig config) {
        FileAddress.folder(config);
    }

    @Override
    public ListenerConnection connect(PgQueuesConfig config, String channel, RingSink sink) throws IOException {
        return Bell.hang(new Bells(FileAddress.folder(config)), channel, sink);
    }
}
