package io.github.pgqueue.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that share a number of things to do, and end when all are done. */
final class Crew {

    private Crew() {}

    /** What is done for some of them. */
    @FunctionalInterface
    interface Part {
        void run(int size) throws Exception;
    }

    static void run(String name, int threads, long number, int partSize, Part part) throws InterruptedException {
        AtomicLong left = new AtomicLong(number);
        runAll(name, threads, () -> {
            for (long before = left.getAndAdd(-partSize); before > 0; before = left.getAndAdd(-partSize)) {
                part.run((int) Math.min(partSize, before));
            }
            return null;
        });
    }

    private static void runAll(String name, int threads, Callable<Object> each) throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(threads, task -> new Thread(task, name));
        try {
            List<Callable<Object>> all = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                all.add(each);
            }
            for (Future<Object> end : executor.invokeAll(all)) {
                end.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(name + ": " + e.getCause(), e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }
}
