package io.github.pgqueue.cli.internal.jobs;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.CancelResult;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.cli.internal.shared.DatabaseOptions;
import io.github.pgqueue.cli.internal.shared.Io;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pgqueue cancel} */
@Command(
        name = "cancel",
        header = "End jobs before they are done.",
        description = {
            "A job that waits never starts. One that runs is asked to end, on whatever node it is, within a second; if"
                    + " its handler returns all the same, it has done its job.",
            "With --all, it tells how many jobs it would touch; with --yes too, it does it, in steps of a thousand."
        },
        footer = {"  pgqueue cancel --queue mail 17", "  pgqueue cancel --queue mail --all --state running --yes", ""})
public final class CancelCommand implements Callable<Integer> {

    private static final Change CHANGE =
            new Change(BulkAction.CANCEL, "cancelled, or asked to end:", (queue, id) -> told(queue.cancel(id)));

    private final Io io;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private final JobChoice choice = new JobChoice();

    public CancelCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws SQLException {
        choice.check(BulkAction.CANCEL);
        try (PgQueues queues = database.connect(io)) {
            return CHANGE.apply(queues, choice, io);
        }
    }

    private static Optional<String> told(CancelResult result) {
        return switch (result) {
            case CANCELLED -> Optional.of("is cancelled");
            case REQUESTED -> Optional.of("runs, and has been asked to end");
            case TOO_LATE -> Optional.empty();
        };
    }
}
