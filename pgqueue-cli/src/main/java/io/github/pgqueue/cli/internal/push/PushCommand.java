package io.github.pgqueue.cli.internal.push;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.cli.internal.shared.DatabaseOptions;
import io.github.pgqueue.cli.internal.shared.Io;
import io.github.pgqueue.cli.internal.shared.PlainText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pgqueue push} */
@Command(
        name = "push",
        header = "Add jobs to a queue.",
        description = {
            "Each TEXT becomes a job. Without any, each line of the input does: its bytes as they are, without"
                    + " the line's end (LF or CRLF). An empty line is a job with an empty payload.",
            "Many lines travel in batches of up to " + Pusher.MAX_JOBS + "; each batch is added whole or not at all."
        },
        footer = {
            "  pgqueue push mail 'hello' 'hello again'",
            "  pgqueue push invoices --file invoices.txt --delay 1h --retries 'fixed PT1M 5'",
            "  gzip -dc photo.gz | pgqueue push photos --whole --wait",
            "  pgqueue push reports 'q3' --unique-key q3 --on-conflict replace",
            ""
        })
public final class PushCommand implements Callable<Integer> {

    private final Io io;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private final JobOptions job = new JobOptions();

    @Mixin
    private final PushInput input = new PushInput();

    @Option(
            names = "--wait",
            description = {
                "Wait until the jobs have ended, wherever they run. Prints how, and the results that their handlers"
                        + " left; exit status 1 if one is not a success."
            })
    private boolean wait;

    public PushCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws Exception {
        check();
        try (PgQueues queues = database.connect(io)) {
            PgQueue queue = queues.queue(input.queueName());
            Pusher pusher = new Pusher(queue, job, wait);
            try {
                input.pushTo(pusher, io);
            } finally {
                tell(pusher);
            }
            return new Outcomes(queue, io).allSucceed(pusher.ids()) ? 0 : 1;
        }
    }

    /** What makes no sense is told before anything is pushed. */
    private void check() {
        input.check();
        job.describe(NewJob.withoutPayload());
        if (job.isUnique() && !input.isOneJob()) {
            throw new IllegalArgumentException("--unique-key is for one job: give one TEXT, or --whole");
        }
    }

    /** Also when it failed: what was pushed before is in the table. */
    private void tell(Pusher pusher) {
        String ids = pusher.pushed() == 0
                ? ""
                : pusher.pushed() == 1
                        ? ", id " + pusher.firstId()
                        : ", ids " + pusher.firstId() + " to " + pusher.lastId();
        String jobs = pusher.pushed() == 1 ? " job" : " jobs";
        io.out().println("pushed " + pusher.pushed() + jobs + " to " + PlainText.oneLine(input.queueName()) + ids);
        pusher.holder().ifPresent(id -> io.out().println("job " + id + " holds the unique key already"));
    }
}
