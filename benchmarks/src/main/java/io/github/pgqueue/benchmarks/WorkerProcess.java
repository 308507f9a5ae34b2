package io.github.pgqueue.benchmarks;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The worker in a JVM of its own, seen from the process that pushes. */
final class WorkerProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final DataInputStream reports;

    private WorkerProcess(Process process) {
        this.process = process;
        this.reports = new DataInputStream(process.getInputStream());
    }

    /**
     * Starts it, and returns when it listens.
     *
     * @param backend what it works with
     * @param table where its jobs are
     * @param starts is told of each handler's start
     */
    static WorkerProcess start(Backend backend, String table, Starts starts) {
        return start(WorkerMain.class, Server.url(), starts, backend.toString(), table);
    }

    /**
     * Starts a program that reports as {@link WorkerMain} does, and returns when it listens.
     *
     * @param program the program
     * @param url the server's address for it
     * @param starts is told of what it reports
     * @param arguments its arguments
     */
    static WorkerProcess start(Class<?> program, String url, Starts starts, String... arguments) {
        try {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    program.getName()));
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command);
            // By the environment: a command line can be read by everyone on the machine.
            builder.environment().put(Server.URL_VARIABLE, url);
            builder.redirectError(ProcessBuilder.Redirect.INHERIT);
            WorkerProcess worker = new WorkerProcess(builder.start());
            worker.begin(starts);
            return worker;
        } catch (IOException e) {
            throw new UncheckedIOException("The worker's process does not start", e);
        }
    }

    private void begin(Starts starts) throws IOException {
        try {
            requireOneClock();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        Thread reader = new Thread(() -> read(starts), "bench-worker-reports");
        reader.setDaemon(true);
        reader.start();
    }

    /** Times of two processes may be compared only where both read the same clock. */
    private void requireOneClock() throws IOException {
        if (reports.readByte() != Reports.READY) {
            throw new IOException("The worker's process says something else than that it is ready");
        }
        OutputStream requests = process.getOutputStream();
        long before = System.nanoTime();
        requests.write(Reports.TELL_TIME);
        requests.flush();
        long there = reports.readLong();
        long after = System.nanoTime();
        if (there - before < 0 || after - there < 0) {
            throw new IllegalStateException("Two JVMs of this system do not share the clock of System.nanoTime(): "
                    + "measure with -p worker=" + WorkerPlace.SAME_PROCESS);
        }
    }

    private void read(Starts starts) {
        try {
            while (true) {
                starts.add(reports.readLong(), reports.readLong());
            }
        } catch (EOFException ended) {
            // Closed, or dead: then whoever waits for a start says so.
        } catch (IOException e) {
            System.err.println("The worker's reports cannot be read: " + e);
        }
    }

    /** Ends it by closing what it reads. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("The worker's process did not end by itself");
            }
        } catch (IOException e) {
            process.destroyForcibly();
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
