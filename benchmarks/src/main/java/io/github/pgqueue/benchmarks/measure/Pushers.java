package io.github.pgqueue.benchmarks.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;

/** Threads that call the same thing again and again until they are closed. For one thread, besides those. */
public final class Pushers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final LongAdder calls = new LongAdder();
    private final CountDownLatch failed = new CountDownLatch(1);
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    /** Fair, or who wants it quiet might wait for ever. */
    private final ReentrantReadWriteLock calling = new ReentrantReadWriteLock(true);

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    private Pushers() {}

    /** What is called. */
    @FunctionalInterface
    public interface Call {

        /**
         * Does it once.
         *
         * @throws Exception if it has failed, which ends the thread
         */
        void run() throws Exception;
    }

    /**
     * Starts them.
     *
     * @param number how many
     * @param call what they call
     */
    public static Pushers start(int number, Call call) {
        Pushers pushers = new Pushers();
        for (int thread = 0; thread < number; thread++) {
            pushers.threads.add(new Thread(() -> pushers.repeat(call), "pusher-" + thread));
        }
        pushers.threads.forEach(Thread::start);
        return pushers;
    }

    private void repeat(Call call) {
        try {
            while (!closed) {
                calling.readLock().lock();
                try {
                    call.run();
                    calls.increment();
                } finally {
                    calling.readLock().unlock();
                }
            }
        } catch (Exception e) {
            failure.compareAndSet(null, e);
            failed.countDown();
        }
    }

    /** Lets them go on until it is enough, a call counting as a job. */
    void warmUp(WarmUp warmUp) throws InterruptedException {
        warmUp(warmUp, this::calls);
    }

    /** Lets them go on until it is enough of something else that they bring about. */
    void warmUp(WarmUp warmUp, LongSupplier done) throws InterruptedException {
        Deadline since = Deadline.in(WarmUp.GIVE_UP);
        while (!warmUp.isEnough(done.getAsLong(), since.elapsed())) {
            run(LOOK);
        }
    }

    /**
     * Lets them go on for so long; fails as soon as a call does.
     *
     * @param time how long
     * @throws InterruptedException if the process is told to stop
     */
    public void run(Duration time) throws InterruptedException {
        if (failed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("a call failed: " + failure.get(), failure.get());
        }
    }

    /** Computes something while no call is under way, and each that was made has been counted. */
    long whileQuiet(LongSupplier what) {
        calling.writeLock().lock();
        try {
            return what.getAsLong();
        } finally {
            calling.writeLock().unlock();
        }
    }

    /**
     * Calls a second, over so long, and until there was one.
     *
     * @param time how long
     * @throws InterruptedException if the process is told to stop
     */
    public double rate(Duration time) throws InterruptedException {
        long before = calls();
        long start = System.nanoTime();
        run(time);
        Deadline deadline = Deadline.in(PATIENCE);
        while (calls() == before && !deadline.isOver()) {
            run(Duration.ofMillis(1));
        }
        return (calls() - before) / ((System.nanoTime() - start) / 1e9);
    }

    long calls() {
        return calls.sum();
    }

    @Override
    public void close() {
        closed = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
