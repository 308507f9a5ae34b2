package io.github.pgqueue.benchmarks;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The worker in a JVM of its own, seen from the process that pushes. */
final class WorkerProcess implements AutoCloseable {

    private final Process process;
    private final DataInputStream reports;

    private WorkerProcess(Process process) {
        this.process = process;
        this.reports = new DataInputStream(process.getInputStream());
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
            WorkerProcess worker = new WorkerProcess(Jvm.start(program, url, List.of(), arguments));
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
        Jvm.requireOneClock(before, there, after);
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
        Jvm.end(process);
    }
}
