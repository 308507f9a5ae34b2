package io.github.pgqueue.pgjdbcng.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.pgqueue.jdbc.ListenAddress;
import io.github.pgqueue.testkit.database.Certificate;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Over TLS, with a password by SCRAM, pgjdbc-ng")
class TlsTest {

    @TempDir
    private static Path folder;

    private static TlsServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TlsServer.start(folder);
    }

    @AfterAll
    static void end() {
        if (server != null) {
            server.close();
        }
    }

    private static Connector connector(String host, String parameters) {
        return new Connector(
                Addresses.of(
                        "pgqueue",
                        new ListenAddress.Url(
                                "url",
                                server.url(host, parameters),
                                Optional.of(TlsServer.USER),
                                Optional.of(TlsServer.PASSWORD),
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
        try (Connection connection = connector("localhost", parameters + "&sslrootcert=" + server.root())
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
        String trusted = "&sslrootcert=" + server.root();
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
        server.present(Certificate.make("SHA384withRSA", folder));
        try {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> connector("localhost", "sslmode=require").connect())
                    .withMessageContaining("signed with SHA-256")
                    .withMessageContaining("the backend pgjdbc");
        } finally {
            server.present(Certificate.make("SHA256withRSA", Files.createDirectory(folder.resolve("again"))));
        }
    }
}
