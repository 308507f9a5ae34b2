package io.github.pgqueue.benchmarks.scenario;

import io.github.pgqueue.benchmarks.measure.WarmUp;
import java.time.Duration;
import java.util.Locale;

/** How much is done. */
public enum Scale {
    /** To see that all works; its figures say nothing. */
    TINY(
            1,
            new WarmUp(20, Duration.ofMillis(20)),
            Duration.ofMillis(50),
            60,
            60,
            Duration.ofSeconds(20),
            Duration.ofMillis(300),
            200),
    /** The main ratios within five minutes. */
    QUICK(
            3,
            new WarmUp(2_000, Duration.ofMillis(500)),
            Duration.ofSeconds(1),
            20_000,
            100_000,
            Duration.ofSeconds(3),
            Duration.ofSeconds(6),
            10_000),
    /** Everything, within three quarters of an hour. */
    MEDIUM(
            3,
            new WarmUp(3_000, Duration.ofSeconds(1)),
            Duration.ofMillis(1500),
            20_000,
            100_000,
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            200_000),
    /** Everything, at the size that it is called by. */
    FULL(
            5,
            new WarmUp(10_000, Duration.ofSeconds(2)),
            Duration.ofSeconds(4),
            20_000,
            200_000,
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            1_000_000);

    private static final int MOST_MEDIUM_ROWS = 2_000_000;

    private final int rounds;
    private final WarmUp warmUp;
    private final Duration time;
    private final int drain;
    private final int bigDrain;
    private final Duration limit;
    private final Duration hold;
    private final int heapJobs;

    Scale(
            int rounds,
            WarmUp warmUp,
            Duration time,
            int drain,
            int bigDrain,
            Duration limit,
            Duration hold,
            int heapJobs) {
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

    /** No round begins that would end after this. */
    public Duration atMost() {
        return switch (this) {
            case QUICK -> Duration.ofSeconds(285);
            case MEDIUM -> Duration.ofMinutes(45);
            case TINY, FULL -> Duration.ofDays(1);
        };
    }

    /** Whether all scenarios have one process, for want of time to warm many. */
    public boolean isOneProcess() {
        return this == QUICK;
    }

    /** Before a measurement. */
    WarmUp warmUp() {
        return warmUp;
    }

    /** Before one of workers, who run more code than those who push. */
    WarmUp longWarmUp() {
        return new WarmUp(warmUp.jobs(), warmUp.time().multipliedBy(4));
    }

    /** Before one of pushes and workers at once, or of many workers, whose threads leave the compiler little time. */
    WarmUp longestWarmUp() {
        return new WarmUp(warmUp.jobs(), warmUp.time().multipliedBy(10));
    }

    /** Of a measurement that has no number of jobs. */
    Duration time() {
        return time;
    }

    /** Of a measurement of latency, which needs enough jobs. */
    Duration longTime() {
        return time.multipliedBy(2);
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

    /**
     * Rows of a crowd.
     *
     * @param full how many it is called by, such as five million
     */
    int rows(int full) {
        return switch (this) {
            case FULL -> full;
            case MEDIUM -> Math.min(full, MOST_MEDIUM_ROWS);
            case TINY, QUICK -> Math.min(full, 2 * drain);
        };
    }

    /** Jobs that are picked up one at a time, in each round. */
    int singleJobs() {
        return switch (this) {
            case FULL -> 400;
            case MEDIUM -> 300;
            case QUICK -> 250;
            case TINY -> 5;
        };
    }

    /**
     * Jobs before the first of these, each alone too. A JVM compiles well what has run about five thousand times, and
     * most of this runs once a job: after 1,500 jobs a third of the time is that of code which is not compiled yet, and
     * most of the slowest hundredth have waited for the compiler.
     */
    int singleWarmUp() {
        return switch (this) {
            case FULL -> 20_000;
            case MEDIUM -> 12_000;
            case QUICK -> 6_000;
            case TINY -> warmUp.jobs();
        };
    }

    /** The mean pause between two of these. */
    Duration pause() {
        return Duration.ofMillis(
                switch (this) {
                    case FULL -> 15;
                    case MEDIUM, QUICK -> 10;
                    case TINY -> 2;
                });
    }

    /** How the report calls it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
