package com.example.filequeue;

import io.github.pgqueue.PgQueuesConfig;
import java.nio.file.Path;

/** Where the files are: {@code jdbc:files:/var/lib/app}. */
final class FileAddress {

    static final String NAME = "files";

    private static final String PREFIX = "jdbc:files:";

    private FileAddress() {}

    static Path folder(PgQueuesConfig config) {
        String url = config.url()
                .filter(given -> given.startsWith(PREFIX))
                .orElseThrow(() -> new IllegalArgumentException(
                        "url must be " + PREFIX + "<folder>: " + config.url().orElse("none")));
        return Path.of(url.substring(PREFIX.length())).toAbsolutePath();
    }
}
