package io.github.pgqueue.benchmarks.measure;

import io.github.pgqueue.benchmarks.contender.Arena;
import io.github.pgqueue.benchmarks.contender.Contender;
import io.github.pgqueue.benchmarks.contender.Entrant;
import io.github.pgqueue.benchmarks.shared.Opened;
import io.github.pgqueue.benchmarks.shared.Waiting;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** A contender in a fresh schema, from bootstrap until the server has counted what it did. */
final class Stage implements AutoCloseable {

    /** As most applications push. */
    static final byte[] PAYLOAD = new byte[100];

    private static final int FILLERS = 8;
    private static final int BATCH = 1000;

    private final String url;
    private final Opened opened = new Opened();
    private final Arena arena;
    private final Entrant entrant;
    private final ServerCounters before;

    private Stage(Contender contender, String url, int connections) throws Exception {
        this.url = url;
        try {
            arena = opened.keep(Arena.open(url, connections));
            contender.bootstrap(arena);
            before = ServerCounters.read(url, arena.schema());
            entrant = opened.keep(contender.open(arena));
        } catch (Exception e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    static Stage open(Contender contender, String url, int connections) throws Exception {
        return new Stage(contender, url, connections);
    }

    Arena arena() {
        return arena;
    }

    Entrant entrant() {
        return entrant;
    }

    /** Adds jobs as fast as the contender can, a thousand at once where it has a call for that. */
    void fill(long jobs) throws InterruptedException {
        Crew.run("filler", FILLERS, jobs, BATCH, size -> entrant.pushAll(PAYLOAD, size));
    }

    /** Pushes that are no rows are no figure. */
    void requireRows(long pushed) {
        long found = entrant.unfinished();
        if (pushed != found) {
            throw new IllegalStateException(pushed + " jobs were pushed, and " + found + " are there");
        }
    }

    /**
     * Ends all, and tells what a job has cost.
     *
     * @param jobs how many went through since the stage was opened
     */
    Map<String, Double> finish(long jobs) throws SQLException {
        entrant.close();
        arena.pool().close();
        // Sessions hand in what they counted when they end.
        Waiting.until("all sessions have ended", this::isLeft);
        return Costs.perJob(before, ServerCounters.read(url, arena.schema()), jobs);
    }

    private boolean isLeft() {
        String sessions = "select count(*) from pg_stat_activity where application_name = '" + arena.schema() + "'";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sessions)) {
            row.next();
            return row.getLong(1) == 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        opened.close();
    }
}
