package io.github.pgqueue.pgjdbcng.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Threads that have begun since this was made, by name. Not those that were there before: a login that a test of
 * something else has left alone may wait in the driver for a minute.
 */
final class LiveThreads {

    private final Set<Thread> before = Thread.getAllStackTraces().keySet();

    List<Thread> named(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && thread.getName().startsWith(prefix))
                .toList();
    }

    /** Waits until all of them have ended. */
    void awaitNone(String prefix, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (Thread thread : named(prefix)) {
            thread.join(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
        }
        assertThat(named(prefix)).isEmpty();
    }
}
