package io.github.pgqueue.cli.internal.jobs;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobNotFoundException;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.cli.internal.shared.DatabaseOptions;
import io.github.pgqueue.cli.internal.shared.Io;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pgqueue show} */
@Command(
        name = "show",
        header = "Show all about one job, but its payload.",
        description = "Its headers and its last failures, with their stack traces, are part of it.",
        footer = {"  pgqueue show --queue mail 17", ""})
public final class ShowCommand implements Callable<Integer> {

    private final Io io;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private final QueueOption queue = new QueueOption();

    @Parameters(index = "0", paramLabel = "ID", description = "The job's number.")
    private long id;

    public ShowCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws SQLException {
        try (PgQueues queues = database.connect(io)) {
            PgQueue one = queue.of(queues);
            JobInfo job = one.find(id).orElseThrow(() -> new JobNotFoundException(one.name(), id));
            JobSheet.of(job).forEach(io.out()::println);
            return 0;
        }
    }
}
