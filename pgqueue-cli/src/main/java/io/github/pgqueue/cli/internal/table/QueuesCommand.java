package io.github.pgqueue.cli.internal.table;

import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.cli.internal.shared.DatabaseOptions;
import io.github.pgqueue.cli.internal.shared.Io;
import io.github.pgqueue.cli.internal.shared.PlainText;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command that does one thing to each of some queues. */
abstract class QueuesCommand implements Callable<Integer> {

    private final Io io;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Parameters(arity = "1..*", paramLabel = "QUEUE", description = "A queue's name.")
    private List<String> names = List.of();

    QueuesCommand(Io io) {
        this.io = io;
    }

    /** Does it, and says what the queue now is or does. */
    abstract String change(PgQueue queue);

    @Override
    public final Integer call() throws SQLException {
        try (PgQueues queues = database.connect(io)) {
            for (String name : names) {
                String now = change(queues.queue(name));
                io.out().println(PlainText.oneLine(name) + " " + now);
            }
            return 0;
        }
    }
}
