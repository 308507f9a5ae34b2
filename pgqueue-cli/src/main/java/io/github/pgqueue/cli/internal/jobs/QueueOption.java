package io.github.pgqueue.cli.internal.jobs;

import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.cli.internal.shared.PlainText;
import picocli.CommandLine.Option;

/** The queue whose jobs are meant. */
final class QueueOption {

    @Option(names = "--queue", required = true, paramLabel = "QUEUE", description = "The queue's name; required.")
    private String name = "";

    PgQueue of(PgQueues queues) {
        return queues.queue(name);
    }

    @Override
    public String toString() {
        return PlainText.oneLine(name);
    }
}
