package io.github.pgqueue.pgjdbcng.internal;

import io.github.pgqueue.testkit.database.Certificate;
import io.github.pgqueue.testkit.database.ServerSettings;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Assumptions;

/** A server that shows a certificate, and lets one role in by nothing but a password by SCRAM. */
final class TlsServer implements AutoCloseable {

    static final String USER = "by_password";
    static final String PASSWORD = "it's \"secret\"";

    private final TestDatabases server;
    private final TestDatabase database;
    private final ServerSettings settings;
    private final Path folder;

    private TlsServer(TestDatabases server, ServerSettings settings, Path folder) {
        this.server = server;
        this.database = server.newDatabase();
        this.settings = settings;
        this.folder = folder;
    }

    /** Its certificate is for {@code localhost}, and signed with SHA-256. */
    static TlsServer start(Path folder) throws Exception {
        TestDatabases server = TestDatabases.start();
        try {
            ServerSettings settings =
                    server.settings().orElseGet(() -> Assumptions.abort("this server is not ours to change"));
            TlsServer started = new TlsServer(server, settings, folder);
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
        settings.write("pg_hba.conf", "host all " + USER + " all scram-sha-256\nhost all all all trust");
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

    /** From now on it shows this one, and clients may trust it. */
    void present(Certificate certificate) throws Exception {
        Files.writeString(root(), certificate.certificate());
        settings.offerTls(certificate);
    }

    @Override
    public void close() {
        server.close();
    }
}
