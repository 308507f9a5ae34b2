package io.github.pgqueue.pgjdbcng.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Map;

/**
 * What a new connection is asked and told before anybody uses it. Immutable.
 *
 * @param session what it is told, as by {@code SET}
 * @param primaryOnly whether it is of no use where nothing can be written
 */
record Opening(Map<String, String> session, boolean primaryOnly) {

    private static final String READ_ONLY = "25006";

    void on(Connection connection) throws SQLException {
        if (primaryOnly && isReadOnly(connection)) {
            throw new SQLNonTransientConnectionException("the server is a standby, or set to read only", READ_ONLY);
        }
        for (Map.Entry<String, String> setting : session.entrySet()) {
            try (PreparedStatement statement =
                    connection.prepareStatement("select pg_catalog.set_config(?, ?, false)")) {
                statement.setString(1, setting.getKey());
                statement.setString(2, setting.getValue());
                statement.executeQuery().close();
            }
        }
    }

    /** As pgjdbc finds it out. */
    private static boolean isReadOnly(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("select pg_catalog.current_setting('transaction_read_only')");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return "on".equals(row.getString(1));
        }
    }
}
