package io.github.pgqueue.testkit.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** A text file for a message, or nothing if it cannot be read. */
    static String text(Path path) {
        try {
            return Files.exists(path) ? System.lineSeparator() + Files.readString(path) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
