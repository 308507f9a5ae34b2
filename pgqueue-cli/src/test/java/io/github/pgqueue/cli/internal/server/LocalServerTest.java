package io.github.pgqueue.cli.internal.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.cli.internal.CliRun;
import io.github.pgqueue.cli.internal.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LocalServerTest {

    @TempDir
    Path folder;

    @Test
    void dataAreThereAtTheNextStart() throws Exception {
        try (LocalServer server = LocalServer.in(folder, 0)) {
            query(server, "create table kept as select 42 as answer; select 0");
        }
        try (LocalServer server = LocalServer.in(folder, 0)) {
            assertThat(query(server, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void commitsWaitForTheDisk() throws Exception {
        try (LocalServer server = LocalServer.in(folder, 0)) {
            assertThat(query(server, "show fsync")).isEqualTo("on");
            assertThat(query(server, "show synchronous_commit")).isEqualTo("on");
        }
    }

    @Test
    void aSecondServerOnTheSameFolderIsRefused() throws Exception {
        LocalServer first = LocalServer.in(folder, 0);
        try (first) {
            String port = first.address().text().replaceAll("\\D*(\\d+).*", "$1");
            assertThatThrownBy(() -> LocalServer.in(folder, 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll(folder.toString(), "already", "port " + port, "process");
        }
    }

    @Test
    void whatACrashLeftIsNoObstacle() throws Exception {
        try (LocalServer server = LocalServer.in(folder, 0)) {
            assertThat(query(server, "select 1")).isEqualTo("1");
        }
        // The process of this number lives, but is no PostgreSQL: this one.
        Files.writeString(
                folder.resolve("data/postmaster.pid"), ProcessHandle.current().pid() + "\n");
        new ServerFolder(folder).checkUnused();
    }

    @Test
    void aPortThatIsTakenIsTold() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CliRun run =
                    CliRun.of("server", "--dir", folder.toString(), "--port", Integer.toString(taken.getLocalPort()));

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.errLines().get(1)).contains("port " + taken.getLocalPort() + " is taken", "--port");
        }
    }

    @Test
    void dataThatAreNoDatabaseAreTold() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/diary.txt"), "Dear diary");

        CliRun run = CliRun.of("server", "--dir", folder.toString(), "--port", "0");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).hasSize(2);
        assertThat(run.errLines().get(1)).contains("PostgreSQL does not start", "exists but is not empty");
        assertThat(folder.resolve("data/diary.txt")).content().isEqualTo("Dear diary");
    }

    @Test
    void aWrongPortIsRefused() {
        assertThat(CliRun.of("server", "--port", "70000").status()).isEqualTo(2);
    }

    @Test
    void theServerOfTheProgramStopsWithItAndLeavesItsData() throws Exception {
        Path errors = folder.resolve("errors");
        String url;
        try (Program program = Program.start(errors, "server", "--dir", folder.toString(), "--port", "0")) {
            url = program.out().readLine();
            assertThat(CliRun.of("bootstrap", "--url", url).status()).isZero();
            program.signal("INT");
            assertThat(program.status()).isEqualTo(130);
        }
        assertThat(CliRun.of("stats", "--url", url).status())
                .as("nobody listens any more")
                .isEqualTo(1);
        assertThat(folder.resolve("data/postmaster.pid")).doesNotExist();
        try (LocalServer server = LocalServer.in(folder, 0)) {
            assertThat(CliRun.of("stats", "--url", server.address().text())).isEqualTo(new CliRun(0, "no jobs\n", ""));
        }
    }

    private static String query(LocalServer server, String sql) throws SQLException {
        try (Connection connection = server.address().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            while (statement.getResultSet() == null) {
                statement.getMoreResults();
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
