package io.github.pgqueue.pgjdbcng.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A server that shows a certificate, and lets one role in by nothing but a password by SCRAM. */
final class TlsServer implements AutoCloseable {

    static final String USER = "by_password";
    static final String PASSWORD = "it's \"secret\"";

    private final TestDatabases server;
    private final TestDatabase database;
    private final Path folder;

    private TlsServer(TestDatabases server, Path folder) {
        this.server = server;
        this.database = server.newDatabase();
        this.folder = folder;
    }

    /** Its certificate is for {@code localhost}, and signed with SHA-256. */
    static TlsServer start(Path folder) throws Exception {
        TestDatabases server = TestDatabases.start();
        try {
            Assumptions.assumeTrue(server.control().isPresent(), "this server is not ours to change");
            TlsServer started = new TlsServer(server, folder);
            started.requirePassword();
            started.present(Certificate.make("SHA256withRSA", folder));
            return started;
        } catch (Exception | Error failed) {
            server.close();
            throw failed;
        }
    }

    private void requirePassword() throws SQLException {
        database.execute("set password_encryption = 'scram-sha-256'; create role " + USER + " login password '"
                + PASSWORD.replace("'", "''") + "'");
        writeOnServer(setting("hba_file"), "host all " + USER + " all scram-sha-256\nhost all all all trust");
    }

    TestDatabase database() {
        return database;
    }

    /** What clients may trust. */
    Path root() {
        return folder.resolve("root.crt");
    }

    /** The database's address, where its host is called by another name. */
    String url(String host, String parameters) {
        String port = database.url().replaceFirst(".*:(\\d+)/.*", "$1");
        return "jdbc:postgresql://" + host + ":" + port + "/" + database.name() + "?" + parameters;
    }

    /** The server takes only files that are its own and nobody else may read, so it writes them itself. */
    void present(Certificate certificate) throws Exception {
        Files.writeString(root(), certificate.certificate());
        String data = setting("data_directory");
        writeOnServer(data + "/test.crt", certificate.certificate());
        writeOnServer(data + "/test.key", certificate.key());
        database.execute("alter system set ssl_cert_file = 'test.crt'");
        database.execute("alter system set ssl_key_file = 'test.key'");
        database.execute("alter system set ssl = on");
        String before = setting("pg_conf_load_time()");
        database.execute("select pg_reload_conf()");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (setting("pg_conf_load_time()").equals(before) || setting("ssl").equals("off")) {
            assertThat(System.nanoTime()).as("the server reads its files").isLessThan(end);
        }
    }

    private String setting(String name) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select " + (name.endsWith(")") ? name : "current_setting('" + name + "')") + "::text")) {
            row.next();
            return row.getString(1);
        }
    }

    private void writeOnServer(String file, String text) throws SQLException {
        try (Connection connection = database.connect();
                Statement table = connection.createStatement();
                PreparedStatement lines = connection.prepareStatement(
                        "insert into lines (line) select * from unnest(string_to_array(?, chr(10))) line")) {
            table.execute("create temporary table lines (n serial, line text)");
            lines.setString(1, text);
            lines.execute();
            table.execute("copy (select line from lines order by n) to program 'umask 077; cat > \"" + file + "\"'");
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
