package io.github.pgqueue.cli.internal.table;

import io.github.pgqueue.PgQueues;
import io.github.pgqueue.cli.internal.shared.DatabaseOptions;
import io.github.pgqueue.cli.internal.shared.Io;
import io.github.pgqueue.cli.internal.shared.StatsTable;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pgqueue stats} */
@Command(
        name = "stats",
        header = "Show how many jobs there are, by queue and state.",
        description = "Counts the whole table. WAITING says for how long the oldest job has been due that waits.",
        footer = {"  pgqueue stats --table billing.jobs", ""})
public final class StatsCommand implements Callable<Integer> {

    private final Io io;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    public StatsCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws SQLException {
        try (PgQueues queues = database.connect(io)) {
            StatsTable.of(queues.stats(), queues.paused()).forEach(io.out()::println);
            return 0;
        }
    }
}
