package io.github.pgqueue.benchmarks;

import io.github.pgqueue.PgQueues;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;

/**
 * The worker in a JVM of its own. It reports on its standard output, as binary numbers: one byte when
 * it listens, the time when asked, then for each job its id and the time at which its handler started.
 */
final class WorkerMain {

    /** The first report. */
    static final int READY = 1;

    /** The one request there is. */
    static final int TELL_TIME = 2;

    private final DataOutputStream reports;

    private WorkerMain(DataOutputStream reports) {
        this.reports = reports;
    }

    /**
     * Works until its standard input ends.
     *
     * @param args the backend and the table
     */
    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        // Whatever else prints must not get between the numbers.
        System.setOut(System.err);
        Logs.quiet();
        Backend backend = Backend.parse(args[0]);
        try (PgQueues queues = PgQueues.create(backend.config(Server.url(), args[1]))) {
            new WorkerMain(new DataOutputStream(out)).work(queues, backend);
        }
    }

    private void work(PgQueues queues, Backend backend) throws IOException {
        queues.queue(LatencyTrial.QUEUE).subscribe(job -> report(job.id(), System.nanoTime()));
        if (backend.listens()) {
            Waiting.untilListening(queues);
        }
        reports.writeByte(READY);
        reports.flush();
        while (System.in.read() == TELL_TIME) {
            reports.writeLong(System.nanoTime());
            reports.flush();
        }
    }

    private synchronized void report(long id, long nanos) throws IOException {
        reports.writeLong(id);
        reports.writeLong(nanos);
        reports.flush();
    }
}
