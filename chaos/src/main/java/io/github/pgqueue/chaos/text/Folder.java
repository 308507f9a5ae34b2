package io.github.pgqueue.chaos.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Small work on files. */
public final class Folder {

    private Folder() {}

    /**
     * Deletes a folder with all in it.
     *
     * @param folder the folder
     * @throws IOException if something cannot be deleted
     */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }
}
