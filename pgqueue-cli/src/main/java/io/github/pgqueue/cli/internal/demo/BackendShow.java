package io.github.pgqueue.cli.internal.demo;

import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.cli.internal.Io;
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
            new TwoQueues(pushers, workers, jobs, tally, io).run();
            io.out().println("  latency: " + LatencyProbe.PUSHES + " pushes, one at a time, to a queue that is idle");
            Histogram latency = new LatencyProbe(pushers, workers, tally).run();
            io.out().println("  throughput: jobs without any work in them, " + ThroughputProbe.WORKERS + " workers");
            Throughput throughput = new ThroughputProbe(pushers, workers, tally).run();
            return new Findings(backend, tally, latency, throughput, pushers.stats());
        }
    }
}
