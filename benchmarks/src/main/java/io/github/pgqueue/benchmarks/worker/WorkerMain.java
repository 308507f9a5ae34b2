package io.github.pgqueue.benchmarks.worker;

import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.benchmarks.process.Reports;
import io.github.pgqueue.benchmarks.server.Server;
import io.github.pgqueue.benchmarks.shared.Logs;
import io.github.pgqueue.benchmarks.shared.Waiting;
import java.io.IOException;

/** The worker in a JVM of its own. It tells {@link Reports} of each handler's start. */
public final class WorkerMain {

    /** The queue that it works on. */
    public static final String QUEUE = "latency";

    private final Reports reports;

    private WorkerMain(Reports reports) {
        this.reports = reports;
    }

    /**
     * Works until its standard input ends.
     *
     * @param args the backend, the table, and perhaps the listener's own address' parameters
     * @throws IOException if nobody reads what it reports
     */
    public static void main(String[] args) throws IOException {
        WorkerMain worker = new WorkerMain(Reports.begin());
        Logs.quiet();
        Backend backend = Backend.parse(args[0]);
        PgQueuesConfig config = args.length > 2
                ? backend.config(Server.url(), args[1], Server.urlWith(args[2]))
                : backend.config(Server.url(), args[1]);
        if (backend.drainsAndSleeps()) {
            worker.drainAndSleep(args[1]);
            return;
        }
        try (PgQueues queues = PgQueues.create(config)) {
            worker.work(queues, backend);
        }
    }

    private void drainAndSleep(String table) throws IOException {
        DrainAndSleep old = new DrainAndSleep(Server.url(), table, QUEUE, reports::add);
        try {
            reports.untilEnd();
        } finally {
            old.close();
        }
    }

    private void work(PgQueues queues, Backend backend) throws IOException {
        queues.queue(QUEUE).subscribe(job -> reports.add(job.id(), System.nanoTime()));
        if (backend.listens()) {
            Waiting.untilListening(queues);
        }
        reports.untilEnd();
    }
}
