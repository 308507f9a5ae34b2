package io.github.pgqueue.testkit.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;

/** Does things at the same time. */
final class AtOnce {

    private AtOnce() {}

    /** Starts all at the same moment and waits for all; the first that has failed counts. */
    static <T> List<T> run(Duration limit, String what, List<Callable<T>> calls) {
        CyclicBarrier start = new CyclicBarrier(calls.size());
        List<CompletableFuture<T>> started = new ArrayList<>();
        for (Callable<T> call : calls) {
            started.add(Contract.started(what, () -> {
                start.await();
                return call.call();
            }));
        }
        List<T> results = new ArrayList<>();
        started.forEach(one -> results.add(Contract.within(limit, what, () -> one.get())));
        return results;
    }
}
