package io.github.pgqueue.cli.internal.work;

import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.cli.internal.shared.AtShutdown;
import io.github.pgqueue.cli.internal.shared.DatabaseOptions;
import io.github.pgqueue.cli.internal.shared.Io;
import io.github.pgqueue.cli.internal.shared.RetentionOptions;
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
            "Ctrl-C or SIGTERM: no further job is begun, and those under way have --close-timeout to end. What then"
                    + " still runs is interrupted, and its job is there to be done again. A second later all is over,"
                    + " with the database gone as well.",
            "Like all workers, it also deletes finished jobs of the whole table, once they were kept for as long as"
                    + " --keep-success, --keep-cancelled and --keep-error say."
        },
        footer = {
            "  pgqueue work mail",
            "  pgqueue work photos --parallel 4 --exec 'convert - $PGQUEUE_JOB_ID.png'",
            "  pgqueue work invoices --drain --retries none --exec ./invoice.sh",
            "  pgqueue work reports --retries 'fixed PT1M 5' --time-limit 30s",
            ""
        })
public final class WorkCommand implements Callable<Integer> {

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
                        + " success; with any other it has failed, and --retries says how it goes on.",
                "It finds $$PGQUEUE_JOB_ID, $$PGQUEUE_QUEUE and $$PGQUEUE_ATTEMPT in its environment, and the header"
                        + " trace-id as $$PGQUEUE_HEADER_TRACE_ID."
            })
    private @Nullable String command;

    @Option(
            names = "--retries",
            paramLabel = "POLICY",
            defaultValue = "exponential PT1S PT24H 25",
            description = {
                "When jobs that failed are tried again: \"exponential FIRST LONGEST ATTEMPTS\", \"fixed DELAY ATTEMPTS\","
                        + " \"delays DELAY...\" or \"none\"; what a job was pushed with goes before. Default:"
                        + " ${DEFAULT-VALUE}."
            })
    private RetryPolicy retries = RetryPolicy.exponential();

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            description = {
                "How long an attempt may take, such as 250ms, 90s or 1h30m, where the job does not say it. Default:"
                        + " as long as it takes."
            })
    private @Nullable Duration timeLimit;

    @Option(
            names = "--drain",
            description = {
                "Stop once no job is due, though some may be tried again later; exit status 1 if a job failed."
            })
    private boolean drain;

    @Option(
            names = {"--close-timeout", "--grace"},
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How long stopping waits for jobs under way. Default: ${DEFAULT-VALUE}.")
    private Duration closeTimeout = Duration.ZERO;

    @Option(
            names = "--lease",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = {
                "If this process dies, or is cut off, its jobs run elsewhere within this time. Default:"
                        + " ${DEFAULT-VALUE}."
            })
    private Duration lease = Duration.ZERO;

    @Mixin
    private final RetentionOptions retention = new RetentionOptions();

    public WorkCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws Exception {
        SubscribeOptions options = SubscribeOptions.parallel(parallel).withRetryPolicy(retries);
        WorkLog log = new WorkLog(io.err());
        try (PgQueues queues = DatabaseOptions.connect(config(log))) {
            // Tells at once if there is no such database, or no table yet.
            queues.queue(queueName).find(0);
            if (queues.paused().contains(queueName)) {
                log.paused(queueName);
            }
            return run(new Work(queues, queueName, limited(options), handler(), log), log);
        }
    }

    private PgQueuesConfig config(WorkLog log) {
        return retention
                .set(database.config(io))
                .closeTimeout(closeTimeout)
                .lease(lease)
                .observer(log)
                .build();
    }

    private SubscribeOptions limited(SubscribeOptions options) {
        return timeLimit == null ? options : options.withTimeLimit(timeLimit);
    }

    private WorkHandler handler() {
        return command == null ? new PrintHandler(io.bytes()) : new ShellHandler(command);
    }

    private int run(Work work, WorkLog log) throws Exception {
        AtShutdown signalled = AtShutdown.run(work::close);
        try (signalled;
                work) {
            if (drain) {
                work.drain();
                return log.counts().failures() == 0 ? 0 : 1;
            }
            work.untilStopped();
            return 0;
        }
    }
}
