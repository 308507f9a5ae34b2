package io.github.pgqueue.cli.internal.jobs;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.cli.internal.shared.DatabaseOptions;
import io.github.pgqueue.cli.internal.shared.Io;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pgqueue retry} */
@Command(
        name = "retry",
        header = "Run jobs again that have failed or were cancelled.",
        description = {
            "They are due at once, with all attempts that their policy allows before them.",
            "With --all, it tells how many jobs it would touch; with --yes too, it does it, in steps of a thousand."
        },
        footer = {
            "  pgqueue retry --queue mail 17 18",
            "  pgqueue retry --queue mail --all --state error --since 2026-11-01",
            "  pgqueue retry --queue mail --all --state error --since 2026-11-01 --yes",
            ""
        })
public final class RetryCommand implements Callable<Integer> {

    private static final Change CHANGE = new Change(
            BulkAction.RETRY,
            "retried",
            (queue, id) -> queue.retry(id) ? Optional.of("waits again") : Optional.empty());

    private final Io io;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private final JobChoice choice = new JobChoice();

    public RetryCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws SQLException {
        choice.check(BulkAction.RETRY);
        try (PgQueues queues = database.connect(io)) {
            return CHANGE.apply(queues, choice, io);
        }
    }
}
