package io.github.pgqueue.benchmarks.measure;

import io.github.pgqueue.benchmarks.Jvm;
import io.github.pgqueue.benchmarks.Server;
import io.github.pgqueue.benchmarks.contender.Contender;
import io.github.pgqueue.benchmarks.contender.Workers;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;

/** Workers in a JVM of their own, seen from the one that pushes. */
final class OtherProcess implements Workers {

    private final Process process;

    private OtherProcess(Process process) {
        this.process = process;
    }

    /** Returns when they work; both JVMs must read one clock, which {@link OtherProcessMain} lets be checked. */
    static Workers start(Contender contender, String schema, int workers, Starts starts) throws IOException {
        Process process = Jvm.start(
                OtherProcessMain.class, Server.url(), List.of(), contender.name(), schema, String.valueOf(workers));
        OtherProcess other = new OtherProcess(process);
        DataInputStream reports = new DataInputStream(process.getInputStream());
        try {
            requireOneClock(reports);
        } catch (IOException | RuntimeException e) {
            other.close();
            throw e;
        }
        Thread reader = new Thread(() -> read(reports, starts), "bench-other-process");
        reader.setDaemon(true);
        reader.start();
        return other;
    }

    private static void requireOneClock(DataInputStream reports) throws IOException {
        long before = System.nanoTime();
        long there = reports.readLong();
        long after = System.nanoTime();
        Jvm.requireOneClock(before, there, after);
    }

    private static void read(DataInputStream reports, Starts starts) {
        try {
            while (true) {
                starts.started(reports.readInt(), reports.readLong());
            }
        } catch (EOFException ended) {
            // Closed, or dead: then whoever waits for a start says so.
        } catch (IOException e) {
            System.err.println("The workers' reports cannot be read: " + e);
        }
    }

    /** Ends it by closing what it reads. */
    @Override
    public void close() {
        Jvm.end(process);
    }
}
