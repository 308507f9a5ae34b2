package io.github.pgqueue.cli.internal;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.cli.internal.shared.Io;
import io.github.pgqueue.cli.internal.shared.PlainText;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
            "  pgqueue push invoices --file invoices.txt",
            "  gzip -dc photo.gz | pgqueue push photos --whole",
            ""
        })
final class PushCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";

    private final Io io;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Parameters(index = "0", paramLabel = "QUEUE", description = "The queue's name.")
    private String queueName = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "TEXT", description = "A job's payload.")
    private List<String> texts = List.of();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Where the input comes from; - is standard input, the default.")
    private @Nullable String file;

    @Option(names = "--whole", description = "Make the whole input one job.")
    private boolean whole;

    @Option(
            names = "--priority",
            paramLabel = "N",
            defaultValue = "0",
            description = "Lower runs first; -32768 to 32767. Default: ${DEFAULT-VALUE}.")
    private int priority;

    PushCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws IOException, SQLException {
        if (!texts.isEmpty() && (whole || file != null)) {
            throw new IllegalArgumentException("TEXT, --file and --whole do not go together");
        }
        try (PgQueues queues = database.connect(io)) {
            Pusher pusher = new Pusher(queues.queue(queueName), priority);
            try {
                pushAll(pusher);
                pusher.flush();
            } finally {
                tell(pusher);
            }
            return 0;
        }
    }

    private void pushAll(Pusher pusher) throws IOException {
        if (texts.isEmpty()) {
            try (InputStream in = input()) {
                pushInput(in, pusher);
            }
        }
        for (String text : texts) {
            pusher.add(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private InputStream input() throws IOException {
        if (file != null && !file.equals(STANDARD_INPUT)) {
            return new FileInputStream(file);
        }
        if (io.typed()) {
            io.err().println("type " + (whole ? "the job" : "a job a line") + ", then Ctrl-D");
        }
        return io.in();
    }

    private void pushInput(InputStream in, Pusher pusher) throws IOException {
        if (whole) {
            pusher.add(in.readNBytes(NewJob.MAX_PAYLOAD_BYTES + 1));
            return;
        }
        JobLines lines = new JobLines(in);
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            pusher.add(line);
            if (lines.paused()) {
                // Nobody should wait for a batch to be full while the input takes its time.
                pusher.flush();
            }
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
        io.out().println("pushed " + pusher.pushed() + jobs + " to " + PlainText.oneLine(queueName) + ids);
    }
}
