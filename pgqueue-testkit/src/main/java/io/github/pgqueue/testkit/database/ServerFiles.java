package io.github.pgqueue.testkit.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The files and settings of a server that is the test's own; see {@link TestDatabases#start()}. The server writes the
 * files itself: it takes only such as are its own and nobody else may read.
 */
public final class ServerFiles {

    private static final int SECONDS = 20;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final TestDatabase database;

    /**
     * The server's that has this database.
     *
     * @param database with a user who may do all on the server
     */
    public ServerFiles(TestDatabase database) {
        this.database = database;
    }

    /**
     * A setting as it is now.
     *
     * @param name such as {@code data_directory}
     * @return its value
     * @throws SQLException if there is none, or the server cannot be reached
     */
    public String setting(String name) throws SQLException {
        return value("select current_setting('" + name.replace("'", "''") + "')");
    }

    /**
     * Writes a file.
     *
     * @param file its path on the server
     * @param text its lines
     * @throws SQLException if the server cannot write it
     */
    public void write(String file, String text) throws SQLException {
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

    /**
     * From now on the server takes connections by TLS, besides others, and shows this certificate. Returns when it has
     * read its files.
     *
     * @param certificate with its key
     * @throws SQLException if the server refuses it
     * @throws IllegalStateException if it does not read its files in time
     */
    public void present(Certificate certificate) throws SQLException {
        String data = setting("data_directory");
        write(data + "/test.crt", certificate.certificate());
        write(data + "/test.key", certificate.key());
        database.execute("alter system set ssl_cert_file = 'test.crt'");
        database.execute("alter system set ssl_key_file = 'test.key'");
        database.execute("alter system set ssl = on");
        String before = loaded();
        database.execute("select pg_reload_conf()");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (loaded().equals(before) || setting("ssl").equals("off")) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("the server has not read its files within " + SECONDS + " s");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private String loaded() throws SQLException {
        return value("select pg_conf_load_time()::text");
    }

    private String value(String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
