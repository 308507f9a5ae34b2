package io.github.pgqueue.chaos.control;

import io.github.pgqueue.chaos.plan.FaultPlan;
import io.github.pgqueue.chaos.plan.JobPlan;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a run is to be. Immutable.
 *
 * @param seed decides which jobs and faults there are
 * @param time how long there are faults
 * @param workers how many worker processes
 * @param pushers how many pusher processes
 * @param pace the time between two pushes of one pusher
 * @param patience how long jobs may take to be finished once there are no faults any more
 * @param folder where the histories are kept
 */
public record RunSettings(
        long seed, Duration time, int workers, int pushers, Duration pace, Duration patience, Path folder) {

    /** Of all nodes: short, so that there are many in a run, and longer than a machine that is busy keeps a beat waiting. */
    public static final Duration LEASE = Duration.ofSeconds(3);

    /** The most processes of a kind. */
    private static final int MOST = 50;

    /**
     * Checks all parts.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public RunSettings {
        if (time.compareTo(Duration.ofSeconds(5)) < 0 || time.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("time must be from 5 seconds to a day: " + time);
        }
        if (workers < 2 || workers > MOST || pushers < 1 || pushers > MOST) {
            throw new IllegalArgumentException(
                    "workers must be from 2 and pushers from 1 to " + MOST + ": " + workers + " and " + pushers);
        }
    }

    JobPlan jobs() {
        return new JobPlan(seed, LEASE, pace, (int) time.dividedBy(pace));
    }

    FaultPlan faults(boolean ownServer) {
        return new FaultPlan(seed, time, workers, pushers, ownServer);
    }
}
