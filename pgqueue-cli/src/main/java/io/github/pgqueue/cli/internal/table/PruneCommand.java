package io.github.pgqueue.cli.internal.table;

import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.cli.internal.shared.DatabaseOptions;
import io.github.pgqueue.cli.internal.shared.Io;
import io.github.pgqueue.cli.internal.shared.RetentionOptions;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pgqueue prune} */
@Command(
        name = "prune",
        header = "Delete finished jobs that were kept long enough.",
        description = {
            "Workers do it by themselves each minute, by their own settings. Without --yes, it only tells how many"
                    + " jobs it would delete, in all queues of the table."
        },
        footer = {"  pgqueue prune", "  pgqueue prune --keep-success 1h --keep-error 30d --yes", ""})
public final class PruneCommand implements Callable<Integer> {

    private final Io io;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private final RetentionOptions retention = new RetentionOptions();

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    public PruneCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws SQLException {
        PgQueuesConfig config = retention.set(database.config(io)).build();
        String kept = " finished jobs, kept longer than: " + RetentionOptions.describe(config);
        try (PgQueues queues = DatabaseOptions.connect(config)) {
            if (yes) {
                io.out().println("deleted " + queues.prune() + kept);
            } else {
                io.out().println("prune would delete " + queues.prunable() + kept + "; add --yes to do it");
            }
            return 0;
        }
    }
}
