package io.github.pgqueue.testkit.database;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Small work on files. */
final class Folders {

    private static final System.Logger LOG = System.getLogger(Folders.class.getName());

    private Folders() {}

    /** Deletes a file or a folder with all in it; what resists is left, with a word in the log. */
    static void delete(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Not deleted: " + path, e);
        }
    }

    /** Those of runs that were killed, once their folders have been found and deleted. */
    static void deleteLogsWithoutFolder(Path folder) throws IOException {
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder, "*.log")) {
            for (Path log : logs) {
                String name = log.getFileName().toString();
                if (!Files.exists(folder.resolve(name.substring(0, name.length() - ".log".length())))) {
                    Files.deleteIfExists(log);
                }
            }
        }
    }

    /** Makes a file seem new. */
    static void touch(Path path) {
        try {
            Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Not touched: " + path, e);
        }
    }

    /** A text file for a message, or nothing if it cannot be read. */
    static String text(Path path) {
        try {
            return Files.exists(path) ? System.lineSeparator() + Files.readString(path) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
