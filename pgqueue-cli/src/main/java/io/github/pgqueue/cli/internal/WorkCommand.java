package io.github.pgqueue.cli.internal;

import io.github.pgqueue.JobHandler;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.cli.internal.shared.AtShutdown;
import io.github.pgqueue.cli.internal.shared.Io;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pgqueue work} */
@Command(
        name = "work",
        header = "Work on a queue, until Ctrl-C.",
        description = {
            "Prints each job's payload and a line's end. With --exec, runs a command for each job instead.",
            "Ctrl-C or SIGTERM: no further job is begun, and those under way have --grace to end. What then"
                    + " still runs is interrupted, and its job is there to be done again."
        },
        footer = {
            "  pgqueue work mail",
            "  pgqueue work photos --parallel 4 --exec 'convert - $PGQUEUE_JOB_ID.png'",
            "  pgqueue work invoices --drain --exec ./invoice.sh",
            ""
        })
final class WorkCommand implements Callable<Integer> {

    private final Io io;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Parameters(index = "0", paramLabel = "QUEUE", description = "The queue's name.")
    private String queueName = "";

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many jobs at once. Default: ${DEFAULT-VALUE}.")
    private int parallel;

    @Option(
            names = "--exec",
            paramLabel = "COMMAND",
            description = {
                "Run this by sh for each job, the payload on its standard input. Exit status 0 ends the job as"
                        + " success, any other as error.",
                "It finds $$PGQUEUE_JOB_ID, $$PGQUEUE_QUEUE and $$PGQUEUE_ATTEMPT in its environment."
            })
    private @Nullable String command;

    @Option(names = "--drain", description = "Stop once no job is due; exit status 1 if a job failed.")
    private boolean drain;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long stopping waits for jobs under way. Default: ${DEFAULT-VALUE}.")
    private int grace;

    WorkCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws Exception {
        SubscribeOptions options = SubscribeOptions.parallel(parallel);
        try (PgQueues queues = database.connect(io, Duration.ofSeconds(grace))) {
            // Tells at once if there is no such database, or no table yet.
            queues.queue(queueName).find(0);
            Work work = new Work(queues.queue(queueName), options, handler(), io.err());
            return run(work, queues);
        }
    }

    private JobHandler handler() {
        return command == null ? new PrintHandler(io.bytes()) : new ShellHandler(command);
    }

    private int run(Work work, PgQueues queues) throws Exception {
        AtShutdown signalled = AtShutdown.run(() -> {
            work.close();
            queues.close();
        });
        try (signalled;
                work) {
            if (drain) {
                work.drain(queues::stats);
                return work.failed() == 0 ? 0 : 1;
            }
            work.untilStopped();
            return 0;
        }
    }
}
