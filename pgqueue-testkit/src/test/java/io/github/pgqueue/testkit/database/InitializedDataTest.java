package io.github.pgqueue.testkit.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What initdb has left behind")
class InitializedDataTest {

    private static final String LOCK = "epg-lock";

    @TempDir
    private Path folder;

    private Path made;

    @BeforeEach
    void make() throws IOException {
        made = Files.createDirectory(
                folder.resolve("made"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(made.resolve("PG_VERSION"), "18");
        Files.createFile(made.resolve(LOCK));
        Files.writeString(Files.createDirectories(made.resolve("base/1")).resolve("1259"), "rows");
        Files.createDirectory(made.resolve("pg_twophase"));
    }

    private InitializedData data() {
        return InitializedData.in(folder, LOCK).orElseThrow();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void isCopiedWholeForTheNextServer() throws IOException {
        Path first = folder.resolve("first");
        data().fill(first);
        assertThat(first).as("there is none yet").doesNotExist();

        data().keep(made);
        data().fill(first);

        assertThat(first.resolve("PG_VERSION")).hasContent("18");
        assertThat(first.resolve("base/1/1259")).hasContent("rows");
        assertThat(first.resolve("pg_twophase")).isEmptyDirectory();
        assertThat(first.resolve(LOCK))
                .as("without it nobody would ever delete what a process left")
                .exists();
        assertThat(Files.getPosixFilePermissions(first))
                .as("the server refuses folders that others may read")
                .containsExactlyInAnyOrder(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.OWNER_EXECUTE);
    }

    @Test
    void isKeptOnceAndNotTakenForALeftover() throws IOException {
        data().keep(made);
        Files.writeString(made.resolve("PG_VERSION"), "of a server that was started");
        data().keep(made);

        assertThat(names()).hasSize(2).anySatisfy(name -> {
            assertThat(name).startsWith(InitializedData.KEPT);
            assertThat(folder.resolve(name).resolve("PG_VERSION")).hasContent("18");
            assertThat(folder.resolve(name).resolve(LOCK)).doesNotExist();
        });
    }

    @Test
    void isMadeAnewWhereItCannotBeCopied() throws IOException {
        data().keep(made);
        Path data = folder.resolve("no/such/parent");
        data().fill(data);
        assertThat(data).doesNotExist();
    }

    @Test
    void leavesNothingBehindWhereItCannotBeKept() throws IOException {
        data().keep(folder.resolve("nothing"));
        assertThat(names()).containsExactly("made");

        data().keep(made);
        List<String> withKept = names();
        Path kept = folder.resolve(withKept.get(0));
        Folders.delete(kept);
        Files.createFile(kept);
        data().keep(made);
        assertThat(names()).as("no half of a copy besides").isEqualTo(withKept);
    }
}
