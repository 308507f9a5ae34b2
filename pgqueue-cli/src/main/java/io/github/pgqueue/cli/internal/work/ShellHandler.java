package io.github.pgqueue.cli.internal.work;

import io.github.pgqueue.Job;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.Locale;
import java.util.Map;

/** Runs a command for each job, with the payload on its standard input. Thread-safe. */
final class ShellHandler implements WorkHandler {

    /**
     * Ctrl-C reaches all processes of a terminal. Commands shall go on to the end of their grace, so
     * they ignore it; when the grace is over they are sent SIGTERM.
     */
    private static final String SHIELD = "trap '' INT; ";

    private final String command;
    private final Processes processes = new Processes();

    ShellHandler(String command) {
        this.command = command;
    }

    @Override
    public void handle(Job job) throws IOException, InterruptedException {
        Process process = start(job);
        feed(process, job);
        int status = processes.await(process);
        if (status != 0) {
            throw new IllegalStateException("exit status " + status);
        }
    }

    @Override
    public void kill() {
        processes.kill();
    }

    private Process start(Job job) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", SHIELD + command)
                .redirectOutput(Redirect.INHERIT)
                .redirectError(Redirect.INHERIT);
        Map<String, String> environment = builder.environment();
        environment.put("PGQUEUE_JOB_ID", Long.toString(job.id()));
        environment.put("PGQUEUE_QUEUE", job.queueName());
        environment.put("PGQUEUE_ATTEMPT", Integer.toString(job.attempt()));
        job.headers().forEach((name, value) -> environment.put(variable(name), value));
        return builder.start();
    }

    /** Whatever a pusher names a header, no other variable can be set by it. */
    private static String variable(String header) {
        return "PGQUEUE_HEADER_" + header.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
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
}
