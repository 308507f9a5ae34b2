package io.github.pgqueue.testkit.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The settings and files of a test server that is ours to change. Thread-safe; each method blocks until it is done. */
public final class ServerSettings {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CERTIFICATE_FILE = "test.crt";
    private static final String KEY_FILE = "test.key";

    private final TestDatabase database;

    ServerSettings(TestDatabase database) {
        this.database = database;
    }

    /**
     * The value that counts now.
     *
     * @param name of a setting
     * @return its value as text
     * @throws IllegalStateException if there is none of this name
     */
    public String get(String name) {
        return ask("select current_setting(?)", name);
    }

    /**
     * Sets a value, which counts from the next {@link #reload()} on, or from the next start.
     *
     * @param name of a setting
     * @param value as text
     * @throws IllegalStateException if the server refuses it
     */
    public void set(String name, String value) {
        database.execute("alter system set " + name + " = '" + value.replace("'", "''") + "'");
    }

    /**
     * Has the server read its files again.
     *
     * @throws IllegalStateException if it does not
     */
    public synchronized void reload() {
        String before = loaded();
        database.execute("select pg_reload_conf()");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (loaded().equals(before)) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("the server does not read its settings within " + PATIENCE);
            }
        }
    }

    /** As a new connection has it from the server. */
    private String loaded() {
        return ask("select pg_conf_load_time() || ?", "");
    }

    /**
     * Reads one of the server's files.
     *
     * @param file its path; relative to the server's folder of data
     * @return its text
     * @throws IllegalStateException if there is none
     */
    public String read(String file) {
        return ask("select pg_read_file(?)", file);
    }

    /**
     * Writes a file as the server's own, which nobody else may read.
     *
     * @param file its path; relative to the server's folder of data
     * @param text what is to be in it
     * @throws IllegalStateException if it cannot be written
     */
    public void write(String file, String text) {
        try (Connection connection = database.connect();
                Statement table = connection.createStatement();
                PreparedStatement lines = connection.prepareStatement(
                        "insert into lines (line) select * from unnest(string_to_array(?, chr(10))) line")) {
            table.execute("create temporary table lines (n serial, line text)");
            lines.setString(1, text);
            lines.execute();
            table.execute("copy (select line from lines order by n) to program 'umask 077; cat > \"" + file + "\"'");
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * From now on the server takes connections with TLS, besides others.
     *
     * @param certificate what it shows
     * @throws IllegalStateException if it does not take the certificate
     */
    public void offerTls(Certificate certificate) {
        write(CERTIFICATE_FILE, certificate.certificate());
        write(KEY_FILE, certificate.key());
        set("ssl_cert_file", CERTIFICATE_FILE);
        set("ssl_key_file", KEY_FILE);
        set("ssl", "on");
        reload();
        if (!get("ssl").equals("on")) {
            throw new IllegalStateException("the server does not offer TLS");
        }
    }

    private String ask(String sql, String parameter) {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + " in: " + sql, e);
        }
    }
}
