package io.github.pgqueue.cli.internal.demo;

import java.time.Duration;

/**
 * How fast jobs without any work in them went through a queue.
 *
 * @param jobs how many
 * @param pushing how long pushing them took
 * @param working how long it took from subscribing until the table showed them all done
 */
record Throughput(int jobs, Duration pushing, Duration working) {

    long pushedPerSecond() {
        return perSecond(pushing);
    }

    long donePerSecond() {
        return perSecond(working);
    }

    private long perSecond(Duration time) {
        return Math.round(jobs / (time.toNanos() / 1e9));
    }
}
