package io.github.pgqueue.jdbc.internal.schema;

import io.github.pgqueue.TableName;
import io.github.pgqueue.jdbc.internal.connect.Database;
import io.github.pgqueue.testkit.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** A table that is taken from version to version. */
record VersionedTable(TestDatabase database, TableName name) {

    void bootstrap(Schema schema) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(database.user());
        source.setPassword(database.password());
        new Bootstrap(name, schema, new Database(source, "the test database")).run();
    }

    /** The first column. */
    List<String> query(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
