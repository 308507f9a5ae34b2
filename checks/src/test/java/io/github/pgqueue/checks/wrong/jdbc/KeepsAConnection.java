package io.github.pgqueue.checks.wrong.jdbc;

import java.sql.Connection;

/** Has one connection for the whole process. */
public final class KeepsAConnection {

    static Connection connection;
}
