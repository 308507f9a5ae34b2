package com.example.filequeue;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.ListenerProvider;
import io.github.pgqueue.spi.QueueStoreProvider;
import io.github.pgqueue.testkit.contract.ContractBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of its own for each test. What is not answered here has no counterpart in files, such as a
 * server that a test could stop: the tests that need it are skipped, with the reason.
 */
final class FileContractBackend implements ContractBackend {

    private final Path folder;

    FileContractBackend() {
        try {
            folder = Files.createTempDirectory("jobs");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** By its name, as an application would: this tests the registration too. */
    @Override
    public PgQueuesConfig.Builder config() {
        return PgQueuesConfig.builder("jdbc:files:" + folder).backend("files");
    }

    @Override
    public QueueStoreProvider store() {
        return new FileStoreProvider();
    }

    @Override
    public ListenerProvider listener() {
        return new FileListenerProvider();
    }

    @Override
    public void send(String channel, List<String> texts) {
        Bells bells = new Bells(folder);
        texts.forEach(text -> bells.ring(channel, text));
    }

    /** So many bells hang there. */
    @Override
    public int connections() {
        Path bells = folder.resolve("bells");
        if (!Files.exists(bells)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(bells)) {
            return (int) all.count();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A listener that was closed a moment ago may still take its bell away. */
    @Override
    public void close() {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
