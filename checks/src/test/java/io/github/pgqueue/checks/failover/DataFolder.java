package io.github.pgqueue.checks.failover;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A server's files. */
final class DataFolder {

    /** What says that a server runs with these files, which is not true of a copy. */
    private static final Set<String> OF_THE_RUNNING = Set.of("postmaster.pid", "postmaster.opts", "epg-lock");

    private DataFolder() {}

    /** A place for another, where leftovers of runs that were killed are found and deleted too. */
    static Path besides(Path data) {
        return data.resolveSibling(UUID.randomUUID().toString());
    }

    /** Of a server that is stopped, however it ended. */
    static void copy(Path data, Path copy) throws IOException {
        Files.walkFileTree(data, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path made = Files.createDirectories(copy.resolve(data.relativize(folder)));
                // The server refuses files that others may read.
                Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!OF_THE_RUNNING.contains(file.getFileName().toString())) {
                    Files.copy(file, copy.resolve(data.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Has its server follow another. */
    static void makeStandby(Path copy, String primary) throws IOException {
        Files.createFile(copy.resolve("standby.signal"));
        Files.writeString(
                copy.resolve("postgresql.auto.conf"),
                "primary_conninfo = '" + primary + "'\n",
                StandardOpenOption.APPEND);
    }

    /** What is left of it. */
    static void delete(Path folder) throws IOException {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path left, @Nullable IOException failure) throws IOException {
                    Files.delete(left);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException gone) {
            // The library has deleted it.
        }
    }
}
