package io.github.pgqueue.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoriesTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadByName() {
        Event.Calm calm = new Event.Calm(Instant.EPOCH);
        write("worker-1.1", calm);
        write("worker-11.1", calm, calm);
        assertThat(Histories.read(folder, "worker-1.")).containsExactly(new History("worker-1.1", List.of(calm)));
        assertThat(Histories.read(folder, "")).hasSize(2);
    }

    @Test
    void aLineThatWasCutOffIsNone() throws IOException {
        write("a", new Event.Calm(Instant.EPOCH));
        Files.writeString(Histories.file(folder, "a"), "Calm\t2026-", StandardOpenOption.APPEND);
        assertThat(Histories.read(folder, "a").get(0).events()).hasSize(1);
    }

    @Test
    void anInterruptedThreadWritesToo() {
        Thread.currentThread().interrupt();
        try {
            write("a", new Event.Calm(Instant.EPOCH));
        } finally {
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        }
        assertThat(Histories.read(folder, "a").get(0).events()).hasSize(1);
    }

    private void write(String process, Event... events) {
        try (Recorder recorder = Recorder.open(folder, process)) {
            for (Event event : events) {
                recorder.record(event);
            }
        }
    }
}
