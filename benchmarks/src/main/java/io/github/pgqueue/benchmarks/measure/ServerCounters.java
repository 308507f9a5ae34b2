package io.github.pgqueue.benchmarks.measure;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What the server has counted so far.
 *
 * @param walBytes written to the log by all
 * @param commits in this database
 * @param deadTuples made in the schema's tables, whether they were cleared away since or not
 * @param statements run by all, or NaN where pg_stat_statements is missing
 */
record ServerCounters(double walBytes, double commits, double deadTuples, double statements) {

    private static final String COUNTERS = """
            select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as wal_bytes,
              (select xact_commit from pg_stat_database where datname = current_database()) as commits,
              (select coalesce(sum(n_tup_upd + n_tup_del), 0) from pg_stat_user_tables
               where schemaname = '{schema}') as dead_tuples,
              to_regclass('pg_stat_statements') is not null as has_statements
            """;

    static ServerCounters read(String url, String schema) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            double statements = Double.NaN;
            try (ResultSet row = statement.executeQuery(COUNTERS.replace("{schema}", schema))) {
                row.next();
                double walBytes = row.getDouble("wal_bytes");
                double commits = row.getDouble("commits");
                double deadTuples = row.getDouble("dead_tuples");
                if (row.getBoolean("has_statements")) {
                    statements = statements(connection);
                }
                return new ServerCounters(walBytes, commits, deadTuples, statements);
            }
        }
    }

    private static double statements(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select coalesce(sum(calls), 0) from pg_stat_statements")) {
            row.next();
            return row.getDouble(1);
        }
    }
}
