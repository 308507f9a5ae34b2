package io.github.pgqueue.benchmarks.scenario;

import java.time.Duration;
import java.util.Locale;

/** How much is done. */
public enum Scale {
    /** To see that all works; its figures say nothing. */
    TINY(1, 20, Duration.ofMillis(50), 60, 60, Duration.ofSeconds(20), Duration.ofMillis(300), 200),
    /** The main ratios within five minutes. */
    QUICK(3, 2_000, Duration.ofSeconds(1), 20_000, 60_000, Duration.ofSeconds(6), Duration.ofSeconds(8), 10_000),
    /** What the report rests on. */
    FULL(5, 10_000, Duration.ofSeconds(4), 20_000, 200_000, Duration.ofSeconds(30), Duration.ofSeconds(60), 1_000_000);

    private final int rounds;
    private final int warmUp;
    private final Duration time;
    private final int drain;
    private final int bigDrain;
    private final Duration limit;
    private final Duration hold;
    private final int heapJobs;

    Scale(int rounds, int warmUp, Duration time, int drain, int bigDrain, Duration limit, Duration hold, int heapJobs) {
        this.rounds = rounds;
        this.warmUp = warmUp;
        this.time = time;
        this.drain = drain;
        this.bigDrain = bigDrain;
        this.limit = limit;
        this.hold = hold;
        this.heapJobs = heapJobs;
    }

    /** How often all is measured, where the command line does not say. */
    public int rounds() {
        return rounds;
    }

    /** Jobs before a measurement. */
    int warmUp() {
        return warmUp;
    }

    /** Of a measurement that has no number of jobs. */
    Duration time() {
        return time;
    }

    /** Jobs of a small backlog. */
    int drain() {
        return drain;
    }

    /** Jobs of a large one. */
    int bigDrain() {
        return bigDrain;
    }

    /** After which a backlog is not waited for. */
    Duration limit() {
        return limit;
    }

    /** For how long a snapshot is held. */
    Duration hold() {
        return hold;
    }

    /** Jobs for the JVM with little memory. */
    int heapJobs() {
        return heapJobs;
    }

    /** Rows of a crowd, such as five million. */
    int rows(int full) {
        return this == FULL ? full : Math.min(full, 2 * drain);
    }

    /** How the command line of a fork calls it. */
    public String option() {
        return name().toLowerCase(Locale.ROOT);
    }
}
