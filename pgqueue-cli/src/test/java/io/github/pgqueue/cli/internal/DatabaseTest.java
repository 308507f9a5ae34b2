package io.github.pgqueue.cli.internal;

import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test with a database of its own. */
public abstract class DatabaseTest {

    protected TestDatabase database = TestDatabases.shared().newDatabase();

    @BeforeEach
    protected final void makeTable() {
        if (CliRun.with().database(database).run("bootstrap").status() != 0) {
            throw new IllegalStateException("bootstrap failed");
        }
    }

    @AfterEach
    protected final void dropDatabase() {
        database.close();
    }

    protected CliRun run(String... args) {
        return CliRun.with().database(database).run(args);
    }

    protected CliRun runWithInput(String input, String... args) {
        return CliRun.with().database(database).input(input).run(args);
    }

    /** The rows of a query, each with a vertical bar between its columns. */
    protected List<String> query(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.add(rows.getString(column));
                }
                found.add(String.join("|", row));
            }
            return found;
        }
    }

    protected List<String> payloads(String queueName) throws SQLException {
        return query(
                "select convert_from(payload, 'UTF8') from jobs where queue_name = '" + queueName + "' order by id");
    }
}
