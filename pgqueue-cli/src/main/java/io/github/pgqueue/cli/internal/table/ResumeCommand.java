package io.github.pgqueue.cli.internal.table;

import io.github.pgqueue.PgQueue;
import io.github.pgqueue.cli.internal.shared.Io;
import picocli.CommandLine.Command;

/** {@code pgqueue resume} */
@Command(
        name = "resume",
        header = "Let paused queues go on.",
        description = "Idle workers are woken. Resuming what is not paused is fine.",
        footer = {"  pgqueue resume mail invoices", ""})
public final class ResumeCommand extends QueuesCommand {

    public ResumeCommand(Io io) {
        super(io);
    }

    @Override
    String change(PgQueue queue) {
        queue.resume();
        return "goes on";
    }
}
