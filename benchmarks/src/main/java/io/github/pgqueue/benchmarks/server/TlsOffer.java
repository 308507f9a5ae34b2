package io.github.pgqueue.benchmarks.server;

import io.github.pgqueue.benchmarks.shared.Waiting;
import io.github.pgqueue.testkit.database.Certificate;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Has an embedded server take connections with TLS, besides others, by a certificate of its own. */
final class TlsOffer {

    private static final String CERTIFICATE = "bench.crt";
    private static final String KEY = "bench.key";

    private TlsOffer() {}

    /**
     * Returns when it does.
     *
     * @param url the server
     * @param data its folder, which goes with it
     */
    static void make(String url, Path data) {
        Certificate certificate = Certificate.make("SHA256withRSA", data);
        write(data.resolve(CERTIFICATE), certificate.certificate());
        write(data.resolve(KEY), certificate.key());
        execute(url, "alter system set ssl_cert_file = '" + CERTIFICATE + "'");
        execute(url, "alter system set ssl_key_file = '" + KEY + "'");
        execute(url, "alter system set ssl = 'on'");
        execute(url, "select pg_reload_conf()");
        Waiting.until("the server offers TLS", () -> isOn(url));
    }

    /** The server refuses a key that others may read. */
    private static void write(Path path, String text) {
        try {
            File file = Files.createFile(path).toFile();
            if (!file.setReadable(false, false) || !file.setReadable(true, true) || !file.setWritable(true, true)) {
                throw new IOException("the rights of " + file.getName() + " cannot be set");
            }
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOn(String url) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show ssl")) {
            row.next();
            return row.getString(1).equals("on");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }
}
