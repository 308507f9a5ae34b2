package io.github.pgqueue.cli.internal.demo;

import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.cli.internal.shared.Io;
import org.HdrHistogram.Histogram;

/** One round of the demo, with one backend. */
final class BackendShow {

    private final String backend;
    private final PgQueuesConfig config;
    private final DemoTable jobs;
    private final Io io;
    private final Tally tally = new Tally();

    BackendShow(String backend, PgQueuesConfig config, DemoTable jobs, Io io) {
        this.backend = backend;
        this.config = config;
        this.jobs = jobs;
        this.io = io;
    }

    /** Pushes with one PgQueues and works with another, as two processes would: rings go by the database. */
    Findings run() throws Exception {
        try (PgQueues pushers = PgQueues.create(config);
                PgQueues workers = PgQueues.create(config)) {
            pushers.bootstrap();
            try (DoomedWorker doomed = DoomedWorker.start(config, backend)) {
                new TwoQueues(pushers, workers, jobs, tally, io).run();
                new Promises(pushers, workers, jobs, tally, io.out()).run();
                doomed.show(pushers, tally, io.out());
            }
            Histogram latency = latency(pushers, workers);
            Throughput throughput = throughput(pushers, workers);
            return new Findings(backend, tally, latency, throughput, pushers.stats());
        }
    }

    private Histogram latency(PgQueues pushers, PgQueues workers) throws Exception {
        try (Progress progress = new Progress(io)) {
            Histogram times = new LatencyProbe(pushers, workers, tally).run(progress);
            progress.finish(() -> "  latency: " + times.getTotalCount() + " pushes, one at a time, to an idle queue");
            return times;
        }
    }

    private Throughput throughput(PgQueues pushers, PgQueues workers) throws Exception {
        try (Progress progress = new Progress(io)) {
            Throughput found = new ThroughputProbe(pushers, workers, tally).run(progress);
            progress.finish(() -> "  throughput: " + Texts.count(found.jobs()) + " jobs without any work in them, "
                    + ThroughputProbe.WORKERS + " workers");
            return found;
        }
    }
}
