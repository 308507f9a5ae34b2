package io.github.pgqueue.chaos.history;

import io.github.pgqueue.chaos.text.RecordText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The histories of a run: a folder with a file for each process. */
public final class Histories {

    private static final String SUFFIX = ".history";

    private Histories() {}

    static Path file(Path folder, String process) {
        return folder.resolve(process + SUFFIX);
    }

    /**
     * Reads all that begin with a name.
     *
     * @param folder where they are
     * @param prefix of the processes' names; empty for all
     * @return a history each
     */
    public static List<History> read(Path folder, String prefix) {
        List<History> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, prefix + "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                all.add(new History(
                        name.substring(0, name.length() - SUFFIX.length()), events(Files.readString(file))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(all);
    }

    /** A last line without an end was cut off by a kill: its writer never went on, so it is as if never written. */
    static List<Event> events(String text) {
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        return Arrays.stream(whole.split("\n"))
                .filter(line -> !line.isEmpty())
                .map(line -> RecordText.parse(line, Event.class))
                .toList();
    }
}
