package io.github.pgqueue.cli.internal;

import io.github.pgqueue.Job;
import io.github.pgqueue.JobHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a command for each job, with the payload on its standard input. Thread-safe. */
final class ShellHandler implements JobHandler {

    /**
     * Ctrl-C reaches all processes of a terminal. Commands shall go on to the end of their grace, so
     * they ignore it; when the grace is over they are sent SIGTERM.
     */
    private static final String SHIELD = "trap '' INT; ";

    private static final long TERM_MILLIS = 200;

    private final String command;

    ShellHandler(String command) {
        this.command = command;
    }

    @Override
    public void handle(Job job) throws IOException, InterruptedException {
        Process process = start(job);
        try {
            feed(process, job);
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException("exit status " + status);
            }
        } catch (InterruptedException interrupted) {
            end(process);
            throw interrupted;
        }
    }

    private Process start(Job job) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", SHIELD + command)
                .redirectOutput(Redirect.INHERIT)
                .redirectError(Redirect.INHERIT);
        Map<String, String> environment = builder.environment();
        environment.put("PGQUEUE_JOB_ID", Long.toString(job.id()));
        environment.put("PGQUEUE_QUEUE", job.queueName());
        environment.put("PGQUEUE_ATTEMPT", Integer.toString(job.attempt()));
        return builder.start();
    }

    /** On a thread of its own: a pipe that nobody reads holds its writer, and interrupts do not help. */
    private static void feed(Process process, Job job) {
        byte[] payload = job.payload();
        Thread feeder = new Thread(
                () -> {
                    try (OutputStream in = process.getOutputStream()) {
                        in.write(payload == null ? new byte[0] : payload);
                    } catch (IOException unread) {
                        // A command need not read its input; its exit status tells how it went.
                        return;
                    }
                },
                "pgqueue-feed-" + job.id());
        feeder.setDaemon(true);
        feeder.start();
    }

    private static void end(Process process) throws InterruptedException {
        tree(process).forEach(ProcessHandle::destroy);
        if (!process.waitFor(TERM_MILLIS, TimeUnit.MILLISECONDS)) {
            tree(process).forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static Stream<ProcessHandle> tree(Process process) {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()));
    }
}
