package io.github.pgqueue.pgjdbcng.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.pgqueue.jdbc.ListenAddress;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Over TLS, with a password by SCRAM, pgjdbc-ng")
class TlsTest {

    private static final String USER = "by_password";
    private static final String PASSWORD = "it's \"secret\"";

    @TempDir
    private static Path folder;

    private static TestDatabases server;
    private static TestDatabase database;

    @BeforeAll
    static void start() throws Exception {
        server = TestDatabases.start();
        Assumptions.assumeTrue(server.control().isPresent(), "this server is not ours to change");
        database = server.newDatabase();
        database.execute("set password_encryption = 'scram-sha-256'; create role " + USER + " login password '"
                + PASSWORD.replace("'", "''") + "'");
        writeOnServer(setting("hba_file"), "host all " + USER + " all scram-sha-256\nhost all all all trust");
        present(Certificate.make("SHA256withRSA", folder));
    }

    @AfterAll
    static void end() {
        server.close();
    }

    /** The server takes only files that are its own and nobody else may read, so it writes them itself. */
    private static void present(Certificate certificate) throws Exception {
        Files.writeString(folder.resolve("root.crt"), certificate.certificate());
        String data = setting("data_directory");
        writeOnServer(data + "/test.crt", certificate.certificate());
        writeOnServer(data + "/test.key", certificate.key());
        execute("alter system set ssl_cert_file = 'test.crt'");
        execute("alter system set ssl_key_file = 'test.key'");
        execute("alter system set ssl = on");
        String before = setting("pg_conf_load_time()");
        execute("select pg_reload_conf()");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (setting("pg_conf_load_time()").equals(before) || setting("ssl").equals("off")) {
            assertThat(System.nanoTime()).as("the server reads its files").isLessThan(end);
        }
    }

    private static void execute(String sql) {
        database.execute(sql);
    }

    private static String setting(String name) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select " + (name.endsWith(")") ? name : "current_setting('" + name + "')") + "::text")) {
            row.next();
            return row.getString(1);
        }
    }

    private static void writeOnServer(String file, String text) throws SQLException {
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

    private static Connector connector(String host, String parameters) {
        String port = database.url().replaceFirst(".*:(\\d+)/.*", "$1");
        return new Connector(
                Addresses.of(
                        "pgqueue",
                        new ListenAddress.Url(
                                "url",
                                "jdbc:postgresql://" + host + ":" + port + "/" + database.name() + "?" + parameters,
                                Optional.of(USER),
                                Optional.of(PASSWORD),
                                new Properties())),
                Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource({
        "'',                    true",
        "sslmode=prefer,        true",
        "sslmode=require,       true",
        "sslmode=verify-ca,     true",
        "sslmode=verify-full,   true",
        "ssl=true,              true",
        "sslmode=disable,       false",
        "sslmode=allow,         false"
    })
    @DisplayName("encrypts as pgjdbc would")
    void encrypts(String parameters, boolean encrypted) throws Exception {
        try (Connection connection = connector("localhost", parameters + "&sslrootcert=" + folder.resolve("root.crt"))
                        .connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
            row.next();
            assertThat(row.getBoolean(1)).isEqualTo(encrypted);
        }
    }

    @Test
    @DisplayName("refuses a server of another name with verify-full, and only then")
    void name() throws Exception {
        String trusted = "&sslrootcert=" + folder.resolve("root.crt");
        connector("127.0.0.1", "sslmode=verify-ca" + trusted).connect().close();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() ->
                        connector("127.0.0.1", "sslmode=verify-full" + trusted).connect());
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify-ca", "verify-full"})
    @DisplayName("refuses a certificate that is not trusted, and does without the check for nobody")
    void trust(String mode) throws Exception {
        Path other = folder.resolve("other-" + mode + ".crt");
        Files.writeString(
                other,
                Certificate.make("SHA256withRSA", Files.createDirectory(folder.resolve("other-" + mode)))
                        .certificate());
        for (Path root : new Path[] {other, empty(mode), folder.resolve("missing.crt")}) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> connector("localhost", "sslmode=" + mode + "&sslrootcert=" + root)
                            .connect());
        }
    }

    private static Path empty(String name) throws IOException {
        return Files.writeString(folder.resolve("empty-" + name + ".crt"), "no certificate at all");
    }

    @Test
    @DisplayName("does not go on unencrypted where encryption is required")
    void required() {
        TestDatabase plain = TestDatabases.shared().newDatabase();
        try (plain) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> new Connector(
                                    Addresses.of(
                                            "pgqueue",
                                            new ListenAddress.Url(
                                                    "url",
                                                    plain.url() + "?sslmode=require",
                                                    Optional.of(plain.user()),
                                                    Optional.of(plain.password()),
                                                    new Properties())),
                                    Duration.ofSeconds(20))
                            .connect())
                    .withMessageContaining("SSL");
        }
    }

    @Test
    @DisplayName("is told to be another driver's job where the certificate is signed with more than SHA-256")
    void otherSignature() throws Exception {
        present(Certificate.make("SHA384withRSA", folder));
        try {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> connector("localhost", "sslmode=require").connect())
                    .withMessageContaining("signed with SHA-256")
                    .withMessageContaining("the backend pgjdbc");
        } finally {
            present(Certificate.make("SHA256withRSA", Files.createDirectory(folder.resolve("again"))));
        }
    }
}
