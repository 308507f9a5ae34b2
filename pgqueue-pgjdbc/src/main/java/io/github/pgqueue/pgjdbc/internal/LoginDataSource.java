package io.github.pgqueue.pgjdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The driver's data source, where a server has another time to answer a login in than what comes after it. */
final class LoginDataSource extends PGSimpleDataSource {

    private static final long serialVersionUID = 1L;

    private final int afterwards;

    /**
     * Its own socket timeout is that of logins.
     *
     * @param afterwards the socket timeout of connections that are made; zero for none
     */
    LoginDataSource(Duration afterwards) {
        this.afterwards = (int) afterwards.toMillis();
    }

    /** The one that the others call. */
    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        Connection connection = super.getConnection(user, password);
        try {
            connection.setNetworkTimeout(Runnable::run, afterwards);
            return connection;
        } catch (SQLException | RuntimeException failed) {
            connection.abort(Runnable::run);
            throw failed;
        }
    }
}
