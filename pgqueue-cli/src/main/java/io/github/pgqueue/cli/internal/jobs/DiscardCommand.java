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

/** {@code pgqueue discard} */
@Command(
        name = "discard",
        header = "Delete jobs that are not running.",
        description = {
            "They are gone for good, whether they were done or not.",
            "With --all, it tells how many jobs it would touch; with --yes too, it does it, in steps of a thousand."
        },
        footer = {"  pgqueue discard --queue mail 17", "  pgqueue discard --queue mail --all --state cancelled", ""})
public final class DiscardCommand implements Callable<Integer> {

    private static final Change CHANGE = new Change(
            BulkAction.DISCARD,
            "discarded",
            (queue, id) -> queue.discard(id) ? Optional.of("is gone") : Optional.empty());

    private final Io io;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private final JobChoice choice = new JobChoice();

    public DiscardCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws SQLException {
        choice.check(BulkAction.DISCARD);
        try (PgQueues queues = database.connect(io)) {
            return CHANGE.apply(queues, choice, io);
        }
    }
}
