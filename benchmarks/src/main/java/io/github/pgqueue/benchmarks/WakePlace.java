package io.github.pgqueue.benchmarks;

import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.Wake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

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
        try (PgQueues queues = PgQueues.create(config);
                Pushers pushers = new Pushers(queues.queue("mail"), threads)) {
            pushers.run(time.dividedBy(WARM_UP_PART));
            long before = pushers.pushed();
            long start = System.nanoTime();
            pushers.run(time);
            return (pushers.pushed() - before) / ((System.nanoTime() - start) / 1e9);
        }
    }

    @Override
    public void close() {
        listening.close();
        schema.close();
    }

    /** Threads that push until they are closed. */
    private static final class Pushers implements AutoCloseable {

        private final LongAdder pushed = new LongAdder();
        private final CountDownLatch failed = new CountDownLatch(1);
        private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean closed;

        Pushers(PgQueue queue, int number) {
            for (int thread = 0; thread < number; thread++) {
                threads.add(new Thread(() -> push(queue), "pusher-" + thread));
            }
            threads.forEach(Thread::start);
        }

        private void push(PgQueue queue) {
            try {
                while (!closed) {
                    queue.push(PAYLOAD);
                    pushed.increment();
                }
            } catch (RuntimeException refused) {
                failure.compareAndSet(null, refused);
                failed.countDown();
            }
        }

        void run(Duration time) throws InterruptedException {
            if (failed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("a push failed", failure.get());
            }
        }

        long pushed() {
            return pushed.sum();
        }

        @Override
        public void close() {
            closed = true;
            try {
                for (Thread thread : threads) {
                    thread.join();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
