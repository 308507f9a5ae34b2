package io.github.pgqueue.cli.internal.demo;

import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** The process of {@link DoomedWorker}. Ends with its parent at the latest, however that one ends. */
final class DoomedWorkerMain {

    /** The environment variable with the database's address. */
    static final String URL = "PGQUEUE_DEMO_URL";

    /** What it says when it has a job. */
    static final String BEGUN = "begun";

    private DoomedWorkerMain() {}

    /**
     * Takes a job, says so and never ends it.
     *
     * @param args table and backend
     * @throws IOException if the parent cannot be heard
     */
    public static void main(String[] args) throws IOException {
        PgQueues queues = PgQueues.create(PgQueuesConfig.builder(System.getenv(URL))
                .table(args[0])
                .backend(args[1])
                .lease(DoomedWorker.LEASE)
                .build());
        queues.queue(DoomedWorker.QUEUE).subscribe(job -> {
            System.out.println(BEGUN);
            new CountDownLatch(1).await();
        });
        // The parent says nothing: its end is the end of this.
        while (System.in.read() >= 0) {
            continue;
        }
        Runtime.getRuntime().halt(1);
    }
}
