package io.github.pgqueue.chaos.history;

import io.github.pgqueue.chaos.text.RecordText;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes one process' history. A line is with the operating system before {@link #record} returns, so that no
 * signal can take it back. Thread-safe.
 *
 * <p>By a plain stream: an interrupt, of which handlers get many, would close a channel.
 */
public final class Recorder implements AutoCloseable {

    private final FileOutputStream file;

    private Recorder(FileOutputStream file) {
        this.file = file;
    }

    /**
     * Begins a history, or goes on with it.
     *
     * @param folder where all of them are
     * @param process whose it is
     * @return to be closed
     */
    public static Recorder open(Path folder, String process) {
        try {
            return new Recorder(
                    new FileOutputStream(Histories.file(folder, process).toFile(), true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes a line.
     *
     * @param event a record
     */
    public void record(Event event) {
        byte[] line = (RecordText.format((Record) event) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            synchronized (this) {
                file.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
