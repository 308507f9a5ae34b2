package io.github.pgqueue.benchmarks.measure;

import java.time.Duration;

/** What handlers of a measurement do: nothing, or nothing for a while, as one that waits for another system does. */
final class Work {

    private Work() {}

    static void lasting(Duration time) throws InterruptedException {
        if (!time.isZero()) {
            Thread.sleep(time.toMillis());
        }
    }
}
