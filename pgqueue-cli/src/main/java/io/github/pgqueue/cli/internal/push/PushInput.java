package io.github.pgqueue.cli.internal.push;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.cli.internal.shared.Io;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where payloads come from and where they go. */
final class PushInput {

    private static final String STANDARD_INPUT = "-";

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

    String queueName() {
        return queueName;
    }

    void check() {
        if (!texts.isEmpty() && (whole || file != null)) {
            throw new IllegalArgumentException("TEXT, --file and --whole do not go together");
        }
    }

    boolean isOneJob() {
        return whole || texts.size() == 1;
    }

    void pushTo(Pusher pusher, Io io) throws IOException {
        if (texts.isEmpty()) {
            try (InputStream in = open(io)) {
                pushAll(in, pusher);
            }
        }
        for (String text : texts) {
            pusher.add(text.getBytes(StandardCharsets.UTF_8));
        }
        pusher.flush();
    }

    private InputStream open(Io io) throws IOException {
        if (file != null && !file.equals(STANDARD_INPUT)) {
            return new FileInputStream(file);
        }
        if (io.typed()) {
            io.err().println("type " + (whole ? "the job" : "a job a line") + ", then Ctrl-D");
        }
        return io.in();
    }

    private void pushAll(InputStream in, Pusher pusher) throws IOException {
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
}
