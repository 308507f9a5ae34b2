package io.github.pgqueue.cli.internal.table;

import io.github.pgqueue.PgQueue;
import io.github.pgqueue.cli.internal.shared.Io;
import picocli.CommandLine.Command;

/** {@code pgqueue pause} */
@Command(
        name = "pause",
        header = "Stop queues, for all workers.",
        description = "No further job is begun until the queue is resumed. What runs goes on, and so do pushes.",
        footer = {"  pgqueue pause mail invoices", ""})
public final class PauseCommand extends QueuesCommand {

    public PauseCommand(Io io) {
        super(io);
    }

    @Override
    String change(PgQueue queue) {
        queue.pause();
        return "is paused";
    }
}
