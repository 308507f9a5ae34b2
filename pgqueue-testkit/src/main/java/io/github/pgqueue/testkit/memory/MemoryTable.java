package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.spi.Ring;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** One table, with its clock. A call is a transaction; its rings are sent when it is over. Thread-safe. */
final class MemoryTable {

    private final MemoryRows content = new MemoryRows();
    private final MemoryClock clock = new MemoryClock();
    private final Consumer<Ring> bell;

    MemoryTable(Consumer<Ring> bell) {
        this.bell = bell;
    }

    void run(BiConsumer<MemoryRows, MemoryCall> work) {
        call((rows, call) -> {
            work.accept(rows, call);
            return true;
        });
    }

    <T> T call(BiFunction<MemoryRows, MemoryCall, T> work) {
        MemoryCall call;
        T result;
        synchronized (this) {
            call = new MemoryCall(clock.now());
            result = work.apply(content, call);
        }
        // Without the lock: who hears a ring may look into the table at once.
        call.rings().forEach(bell);
        return result;
    }
}
