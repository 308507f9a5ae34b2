package io.github.pgqueue.benchmarks.process;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;

/**
 * What a process of its own reports on its standard output, as binary numbers: one byte when it listens, the time when
 * asked, and for each job its id and a time. Thread-safe.
 */
public final class Reports {

    /** The first report. */
    static final int READY = 1;

    /** The one request there is. */
    static final int TELL_TIME = 2;

    private final DataOutputStream out;

    private Reports(DataOutputStream out) {
        this.out = out;
    }

    /** From now on whatever else prints does not get between the numbers. */
    public static Reports begin() {
        PrintStream out = System.out;
        System.setOut(System.err);
        return new Reports(new DataOutputStream(out));
    }

    /**
     * Tells of a job.
     *
     * @param id its number
     * @param nanos a time
     * @throws IOException if nobody reads
     */
    public synchronized void add(long id, long nanos) throws IOException {
        out.writeLong(id);
        out.writeLong(nanos);
        out.flush();
    }

    /**
     * Tells that all is ready, and answers until there is nobody any more who asks.
     *
     * @throws IOException if nobody reads
     */
    public void untilEnd() throws IOException {
        ready();
        while (System.in.read() == TELL_TIME) {
            tellTime();
        }
    }

    private synchronized void ready() throws IOException {
        out.writeByte(READY);
        out.flush();
    }

    private synchronized void tellTime() throws IOException {
        out.writeLong(System.nanoTime());
        out.flush();
    }
}
