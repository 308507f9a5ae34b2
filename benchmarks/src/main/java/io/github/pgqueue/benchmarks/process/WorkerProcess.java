package io.github.pgqueue.benchmarks.process;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Workers in a JVM of their own, seen from the process that pushes. */
public final class WorkerProcess implements AutoCloseable {

    private final Process process;
    private final DataInputStream reports;

    private WorkerProcess(Process process) {
        this.process = process;
        this.reports = new DataInputStream(process.getInputStream());
    }

    /**
     * Starts a program that tells {@link Reports}, and returns when it listens.
     *
     * @param program the program
     * @param url the server's address for it
     * @param started is told of what it reports
     * @param arguments its arguments
     */
    public static WorkerProcess start(Class<?> program, String url, Started started, String... arguments) {
        try {
            WorkerProcess worker = new WorkerProcess(Jvm.start(program, url, List.of(), arguments));
            worker.begin(started);
            return worker;
        } catch (IOException e) {
            throw new UncheckedIOException("The worker's process does not start", e);
        }
    }

    private void begin(Started started) throws IOException {
        try {
            requireOneClock();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        Thread reader = new Thread(() -> read(started), "bench-worker-reports");
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

    private void read(Started started) {
        try {
            while (true) {
                started.add(reports.readLong(), reports.readLong());
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
