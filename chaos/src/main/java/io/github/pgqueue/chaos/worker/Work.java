package io.github.pgqueue.chaos.worker;

import io.github.pgqueue.JobHandler;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.QueueObserver;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.TransactionalHandler;
import io.github.pgqueue.chaos.history.Recorder;
import io.github.pgqueue.chaos.plan.Queues;

/** Has jobs done in this process, and all of it written down. */
public final class Work {

    private Work() {}

    /**
     * Whom the node tells.
     *
     * @param recorder where that is written
     * @return for the node's settings
     */
    public static QueueObserver notes(Recorder recorder) {
        return new Notes(recorder);
    }

    /**
     * Begins with the queues that any number of processes do.
     *
     * @param queues of this process
     * @param recorder where it is written
     */
    public static void begin(PgQueues queues, Recorder recorder) {
        Handling handling = new Handling(recorder);
        JobHandler plain = handling::handle;
        TransactionalHandler transactional = handling::handle;
        queues.queue(Queues.MAIN).subscribe(options(Queues.MAIN), plain);
        queues.queue(Queues.TRANSACTIONAL).subscribe(options(Queues.TRANSACTIONAL), transactional);
    }

    static void beginOrdered(PgQueues queues, Recorder recorder) {
        JobHandler plain = new Handling(recorder)::handle;
        queues.queue(Queues.ORDERED).subscribe(options(Queues.ORDERED), plain);
    }

    private static SubscribeOptions options(String queue) {
        return SubscribeOptions.parallel(Queues.parallel(queue)).withRetryPolicy(Queues.PATIENT);
    }
}
