package io.github.pgqueue.benchmarks;

import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.Wake;
import io.github.pgqueue.benchmarks.measure.Pushers;
import io.github.pgqueue.benchmarks.server.Schema;
import io.github.pgqueue.benchmarks.shared.Waiting;
import java.time.Duration;

/** A table to which jobs are pushed, and somebody else who listens and has nothing to do with them. */
final class WakePlace implements AutoCloseable {

    private static final String BACKEND = "pgjdbc";
    private static final byte[] PAYLOAD = new byte[100];

    /** Connections are made, and statements prepared, before it counts. */
    private static final int WARM_UP_PART = 3;

    private final String url;
    private final Schema schema;
    private final PgQueues listening;

    WakePlace(String url) {
        this.url = url;
        schema = new Schema(url);
        listening = PgQueues.create(config().build());
        listening.bootstrap();
        listening.queue("another").subscribe(job -> {});
        Waiting.untilListening(listening);
    }

    private PgQueuesConfig.Builder config() {
        return PgQueuesConfig.builder(url).table(schema.table()).backend(BACKEND);
    }

    /**
     * Pushes single jobs, each thread one after the other, into an empty table.
     *
     * @return how many were pushed in a second
     */
    double push(Wake way, int threads, Duration time) throws InterruptedException {
        schema.execute("truncate " + schema.table());
        schema.settle();
        // A connection for each, and one for what rings.
        PgQueuesConfig config = config().wake(way).maxConnections(threads + 1).build();
        try (PgQueues queues = PgQueues.create(config)) {
            PgQueue mail = queues.queue("mail");
            try (Pushers pushers = Pushers.start(threads, () -> mail.push(PAYLOAD))) {
                pushers.run(time.dividedBy(WARM_UP_PART));
                return pushers.rate(time);
            }
        }
    }

    @Override
    public void close() {
        listening.close();
        schema.close();
    }
}
