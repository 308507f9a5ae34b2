package io.github.pgqueue.testkit.database;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Where files are kept in memory, if there is much of it. A server for tests flushes nothing; what is left are the
 * hundreds of files of each database, which a disk's file system takes a sixth of the time of all tests to make and
 * to delete.
 */
final class MemoryFolder {

    private static final Path USUAL = Path.of("/dev/shm");

    /** Servers of two JVMs at once took an eighth of it. In bytes. */
    private static final long ENOUGH = 8L << 30;

    private MemoryFolder() {}

    /** A folder of this user's, not made yet; empty where there is none, or not for programs, or little memory. */
    static Optional<Path> find() {
        return find(USUAL, ENOUGH);
    }

    static Optional<Path> find(Path parent, long space) {
        try {
            FileStore store = Files.getFileStore(parent);
            boolean fits = store.type().equals("tmpfs") && store.getUsableSpace() >= space && runsPrograms(parent);
            return fits
                    ? Optional.of(parent.resolve("pgqueue-embedded-pg-" + System.getProperty("user.name")))
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException | SecurityException none) {
            return Optional.empty();
        }
    }

    private static boolean runsPrograms(Path parent) throws IOException {
        Path program = Files.createTempFile(
                parent,
                "pgqueue",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            return Files.isExecutable(program);
        } finally {
            Files.delete(program);
        }
    }
}
