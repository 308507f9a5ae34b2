package io.github.pgqueue.cli.internal.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where PostgreSQL's programs are unpacked, once a user. Not among the temporary files: on many systems
 * those belong to whoever came first, and are swept away under a server that runs for long.
 */
final class CacheFolder {

    private CacheFolder() {}

    static Path find() throws IOException {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base =
                cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return Files.createDirectories(base.resolve("pgqueue"));
    }
}
