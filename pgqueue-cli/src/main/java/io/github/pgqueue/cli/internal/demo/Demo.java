package io.github.pgqueue.cli.internal.demo;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.TableName;
import io.github.pgqueue.cli.internal.shared.AtShutdown;
import io.github.pgqueue.cli.internal.shared.Io;
import io.github.pgqueue.cli.internal.shared.JdbcUrl;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** The whole demo: the same for each backend, and a report that compares them. */
public final class Demo {

    private static final int CONNECTIONS = 4;

    private final Io io;
    private final PrintWriter out;
    private final JdbcUrl database;
    private final TableName table;

    /**
     * Prepares the demo; does not connect.
     *
     * @param io where it prints
     * @param database where
     * @param table in a schema that is made, and dropped at the end
     */
    public Demo(Io io, JdbcUrl database, TableName table) {
        this.io = io;
        this.out = io.out();
        this.database = database;
        this.table = table;
    }

    /**
     * Shows each backend in turn.
     *
     * @param backends their names
     * @return whether all that was pushed was done or failed as planned, and the table agrees
     * @throws Exception if something else than that goes wrong
     */
    public boolean run(List<String> backends) throws Exception {
        List<Findings> all = new ArrayList<>();
        for (String backend : backends) {
            all.add(show(backend));
        }
        new Report(out).print(all);
        return all.stream().allMatch(Findings::addUp);
    }

    private Findings show(String backend) throws Exception {
        try (DemoTable jobs = DemoTable.create(database, table)) {
            AtShutdown interrupted = AtShutdown.run(() -> DemoTable.dropQuietly(database, table));
            try (interrupted) {
                out.println();
                out.println(backend + ", on " + jobs.server());
                return new BackendShow(backend, config(backend), jobs, io).run();
            }
        }
    }

    private PgQueuesConfig config(String backend) {
        return PgQueuesConfig.builder(database.text())
                .table(table.toString())
                .backend(backend)
                .maxConnections(CONNECTIONS)
                .build();
    }
}
