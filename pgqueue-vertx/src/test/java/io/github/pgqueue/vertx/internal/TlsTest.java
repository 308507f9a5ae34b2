package io.github.pgqueue.vertx.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.pgqueue.jdbc.ListenAddress;
import io.github.pgqueue.testkit.database.Certificate;
import io.github.pgqueue.testkit.database.ServerSettings;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
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

@DisplayName("Over TLS, with a password by SCRAM, the Vert.x client")
class TlsTest {

    private static final String USER = "by_password";
    private static final String PASSWORD = "it's \"secret\"";

    @TempDir
    private static Path folder;

    private static TestDatabases server;
    private static ServerSettings settings;
    private static TestDatabase database;

    @BeforeAll
    static void start() throws Exception {
        server = TestDatabases.start();
        settings = server.settings().orElseGet(() -> Assumptions.abort("this server is not ours to change"));
        database = server.newDatabase();
        database.execute("set password_encryption = 'scram-sha-256'; create role " + USER + " login password '"
                + PASSWORD.replace("'", "''") + "'; create role tls_alone login; create role plain_alone login;"
                + " create role by_certificate login");
        settings.write("pg_hba.conf", """
                host all by_password all scram-sha-256
                hostnossl all tls_alone all reject
                hostssl all plain_alone all reject
                hostssl all by_certificate all trust clientcert=verify-ca
                host all by_certificate all reject
                host all all all trust""");
        present(Certificate.make("SHA256withRSA", folder));
    }

    @AfterAll
    static void end() {
        server.close();
    }

    private static void present(Certificate certificate) throws Exception {
        Files.writeString(folder.resolve("root.crt"), certificate.certificate());
        settings.offerTls(certificate);
    }

    private static VertxListener connect(String host, String parameters) throws Exception {
        return connect(USER, PASSWORD, host, parameters);
    }

    private static VertxListener connect(String user, String password, String host, String parameters)
            throws Exception {
        String port = database.url().replaceFirst(".*:(\\d+)/.*", "$1");
        VertxAddress address = Addresses.of(new ListenAddress.Url(
                "url",
                "jdbc:postgresql://" + host + ":" + port + "/" + database.name() + "?" + parameters,
                Optional.of(user),
                Optional.of(password),
                new Properties()));
        return new Connector(address, Duration.ofSeconds(20))
                .connect(new Listening("tls", new RecordingSink(), Listeners.UNWATCHED));
    }

    private static String trusted() {
        return "&sslrootcert=" + folder.resolve("root.crt");
    }

    private static void assertEncrypted(boolean encrypted) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select ssl from pg_stat_ssl join pg_stat_activity using (pid)"
                        + " where application_name = 'pgqueue-listen'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getBoolean(1)).isEqualTo(encrypted);
            assertThat(row.next()).isFalse();
        }
    }

    private static void awaitGone() throws SQLException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        int left;
        do {
            assertThat(System.nanoTime()).as("the last connection goes").isLessThan(end);
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "select count(*) from pg_stat_activity where application_name = 'pgqueue-listen'")) {
                row.next();
                left = row.getInt(1);
            }
        } while (left > 0);
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
        awaitGone();
        try (VertxListener listener = connect("localhost", parameters + trusted())) {
            assertEncrypted(encrypted);
            assertThat(listener).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"tls_alone,   sslmode=allow,   true", "plain_alone, sslmode=prefer,  false"})
    @DisplayName("goes the other way where the server wants it and the mode lets it")
    void otherWay(String user, String parameters, boolean encrypted) throws Exception {
        awaitGone();
        try (VertxListener listener = connect(user, "", "localhost", parameters)) {
            assertEncrypted(encrypted);
            assertThat(listener).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"tls_alone, sslmode=disable", "plain_alone, sslmode=require"})
    @DisplayName("does not go the other way where the mode forbids it")
    void noOtherWay(String user, String parameters) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> connect(user, "", "localhost", parameters))
                .satisfies(failure -> assertThat(failure.getSQLState()).isEqualTo("28000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "prefer", "require"})
    @DisplayName("is refused with a wrong password, by the server's word")
    void wrongPassword(String mode) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> connect(USER, "not-the-word", "localhost", "sslmode=" + mode))
                .satisfies(failure -> assertThat(failure.getSQLState()).isEqualTo("28P01"))
                .withMessageNotContaining("not-the-word");
    }

    @Test
    @DisplayName("refuses a server of another name with verify-full, and only then")
    void name() throws Exception {
        connect("127.0.0.1", "sslmode=verify-ca" + trusted()).close();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> connect("127.0.0.1", "sslmode=verify-full" + trusted()))
                .withMessageContaining("127.0.0.1");
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
                    .isThrownBy(() -> assertTimeoutPreemptively(
                            Duration.ofSeconds(10),
                            () -> connect("localhost", "sslmode=" + mode + "&sslrootcert=" + root)));
        }
    }

    @Test
    @DisplayName("does not fall back to no encryption after a handshake that failed")
    void brokenHandshake() throws Exception {
        try (HandshakeBreaker breaker = new HandshakeBreaker()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> Listeners.open(
                            database,
                            "jdbc:postgresql://" + breaker.host() + "/x?sslmode=prefer",
                            "tls",
                            new RecordingSink(),
                            Listeners.UNWATCHED));
            assertThat(breaker.connections()).isOne();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sslmode=verify-ca&sslrootcert=,                   missing.crt, cannot be read",
        "sslmode=verify-full&sslrootcert=,                 text.crt,    has no certificate",
        "sslmode=verify-full&sslrootcert=,                 broken.crt,  X.509",
        "sslmode=require&sslkey=/none&sslcert=,            missing.crt, cannot be read",
        "'sslmode=require&sslcert=ROOT&sslkey=',           missing.pk8, cannot be read",
        "'sslmode=require&sslcert=ROOT&sslkey=',           text.crt,    PKCS-8"
    })
    @DisplayName("names a file that it cannot use, at once")
    void files(String parameters, String name, String reason) throws Exception {
        Files.writeString(folder.resolve("text.crt"), "");
        Files.writeString(
                folder.resolve("broken.crt"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        Path file = folder.resolve(name);
        String all = parameters.replace("ROOT", folder.resolve("root.crt").toString()) + file;
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> assertTimeoutPreemptively(Duration.ofSeconds(10), () -> connect("localhost", all)))
                .withMessageContaining(file.toString())
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("shows a certificate of its own, whose key may be PEM or DER")
    void identity(boolean pem) throws Exception {
        Certificate mine = Certificate.make("SHA256withRSA", Files.createDirectory(folder.resolve("mine-" + pem)));
        settings.write("client-ca.crt", mine.certificate());
        settings.set("ssl_ca_file", "client-ca.crt");
        settings.reload();
        Path certificate = Files.writeString(folder.resolve("mine-" + pem + ".crt"), mine.certificate());
        Path key = folder.resolve("mine-" + pem + (pem ? ".key" : ".pk8"));
        Files.write(key, pem ? mine.key().getBytes(StandardCharsets.US_ASCII) : der(mine.key()));
        String shown = "sslmode=require&sslcert=" + certificate + "&sslkey=" + key;

        connect("by_certificate", "", "localhost", shown).close();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> connect("by_certificate", "", "localhost", "sslmode=require"));
    }

    private static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----.*-----", ""));
    }

    private static Path empty(String name) throws IOException {
        return Files.writeString(folder.resolve("empty-" + name + ".crt"), "no certificate at all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"require", "verify-ca", "verify-full"})
    @DisplayName("does not go on unencrypted where encryption is required and the server has none")
    void required(String mode) throws Exception {
        try (TestDatabase plain = TestDatabases.shared().newDatabase()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> listen(plain, mode))
                    .withMessageContaining("SSL");
        }
        Listeners.awaitNoThreads();
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "allow", "prefer"})
    @DisplayName("goes on unencrypted where it is not, and the server has none")
    void notRequired(String mode) throws Exception {
        try (TestDatabase plain = TestDatabases.shared().newDatabase()) {
            listen(plain, mode).close();
        }
        Listeners.awaitNoThreads();
    }

    private static VertxListener listen(TestDatabase plain, String mode) throws Exception {
        return Listeners.open(
                plain, plain.url() + "?sslmode=" + mode + trusted(), "tls", new RecordingSink(), Listeners.UNWATCHED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA384withRSA", "SHA512withRSA"})
    @DisplayName("binds its login to a certificate however that is signed")
    void otherSignature(String algorithm) throws Exception {
        present(Certificate.make(algorithm, folder));
        try {
            connect("localhost", "sslmode=verify-full" + trusted()).close();
        } finally {
            present(Certificate.make("SHA256withRSA", Files.createDirectory(folder.resolve("after-" + algorithm))));
        }
    }
}
