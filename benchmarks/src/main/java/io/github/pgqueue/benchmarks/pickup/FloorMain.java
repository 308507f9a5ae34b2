package io.github.pgqueue.benchmarks.pickup;

import io.github.pgqueue.benchmarks.process.Reports;
import io.github.pgqueue.benchmarks.server.Server;
import io.github.pgqueue.benchmarks.shared.Logs;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The least that a worker in a JVM of its own can do: it reads a notification off the wire and fetches one job, by one
 * prepared statement, on the same thread. It tells {@link Reports} of both.
 */
final class FloorMain {

    private FloorMain() {}

    /**
     * Works until its standard input ends.
     *
     * @param args the table, the channel and the kind of table
     */
    public static void main(String[] args) throws IOException, SQLException {
        Reports reports = Reports.begin();
        Logs.quiet();
        BareWire wire = new BareWire(Server.url(), args[1]);
        Thread worker = new Thread(() -> work(wire, FloorTable.valueOf(args[2]).fetch(args[0]), reports), "floor");
        worker.setDaemon(true);
        worker.start();
        reports.untilEnd();
    }

    private static void work(BareWire wire, String sql, Reports reports) {
        try (wire;
                Connection connection = DriverManager.getConnection(Server.url());
                PreparedStatement fetch = connection.prepareStatement(sql)) {
            while (true) {
                long heard = Long.parseLong(wire.next());
                long arrived = System.nanoTime();
                long id = fetch(fetch);
                long fetched = System.nanoTime();
                if (id == heard) {
                    reports.add(id, arrived);
                    reports.add(id, fetched);
                }
            }
        } catch (SQLException | IOException gone) {
            System.err.println("The floor ends: " + gone);
        }
    }

    private static long fetch(PreparedStatement fetch) throws SQLException {
        try (ResultSet row = fetch.executeQuery()) {
            if (!row.next()) {
                return -1;
            }
            row.getBytes("payload");
            return row.getLong("id");
        }
    }
}
