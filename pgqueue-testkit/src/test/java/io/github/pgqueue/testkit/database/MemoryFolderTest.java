package io.github.pgqueue.testkit.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryFolderTest {

    private static final Path MEMORY = Path.of("/dev/shm");

    @Test
    void isThereWhereMemoryIsAndLeavesNothingBehind() throws IOException {
        Assumptions.assumeTrue(Files.isWritable(MEMORY) && isMemory(MEMORY), "no files in memory here");
        Path parent = Files.createTempDirectory(MEMORY, "memory-folder-test");
        try {
            Assumptions.assumeTrue(runsPrograms(parent.resolve("program")), "no programs from memory here");
            assertThat(MemoryFolder.find(parent, 1)).hasValueSatisfying(folder -> {
                assertThat(folder.getParent()).isEqualTo(parent);
                assertThat(folder.getFileName().toString()).endsWith(System.getProperty("user.name"));
            });
            assertThat(parent).isEmptyDirectory();
        } finally {
            Files.delete(parent);
        }
    }

    @Test
    void isNotWhereMemoryIsShort() {
        assertThat(MemoryFolder.find(MEMORY, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void isNotOnADiskOrNowhere(@TempDir Path folder) throws IOException {
        Assumptions.assumeFalse(isMemory(folder), "temporary files are in memory here");
        assertThat(MemoryFolder.find(folder, 1)).isEmpty();
        assertThat(MemoryFolder.find(folder.resolve("nowhere"), 1)).isEmpty();
    }

    private static boolean runsPrograms(Path program) throws IOException {
        Files.createFile(program);
        boolean runs = program.toFile().setExecutable(true) && Files.isExecutable(program);
        Files.delete(program);
        return runs;
    }

    private static boolean isMemory(Path folder) throws IOException {
        return Files.getFileStore(folder).type().equals("tmpfs");
    }
}
