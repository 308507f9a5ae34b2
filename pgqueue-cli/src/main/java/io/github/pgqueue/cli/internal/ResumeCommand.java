package io.github.pgqueue.cli.internal;

import io.github.pgqueue.PgQueue;
import io.github.pgqueue.cli.internal.shared.Io;
import picocli.CommandLine.Command;

/** {@code pgqueue resume} */
@Command(
        name = "resume",
        header = "Let paused queues go on.",
        description = "Idle workers are woken. Resuming what is not paused is fine.",
        footer = {"  pgqueue resume mail invoices", ""})
final class ResumeCommand extends QueuesCommand {

    ResumeCommand(Io io) {
        super(io);
    }

    @Override
    String change(PgQueue queue) {
        queue.resume();
        return "goes on";
    }
}
