package io.github.pgqueue.internal.claim;

import io.github.pgqueue.internal.job.End;
import io.github.pgqueue.spi.ClaimedJob;
import java.time.Duration;
import java.util.List;

/**
 * How many jobs are claimed for workers that are not free yet. As many as are likely to begin within {@link #TIME}: so
 * that jobs which take no time travel by the hundred, and those that do are left to whoever is free. None unless there
 * is a backlog, and step by step from one claim to the next. Thread-safe.
 */
public final class RunAhead {

    /** Within which what is claimed ahead is to begin. */
    public static final Duration TIME = Duration.ofMillis(10);

    private static final int MOST_JOBS = 500;

    /** With fewer, keeping others from them at less cost is not worth the while. */
    private static final int LEAST_FOR_MOMENTS = 64;

    /** The mean of those that are held; longer ones would mostly be written twice after all. */
    private static final Duration LONGEST_FOR_MOMENTS = Duration.ofMillis(1);

    /** Of payloads. */
    private static final long MOST_BYTES = 8L * 1024 * 1024;

    /** A shorter mean counts for so much of what was thought before; a longer one at once. */
    private static final double WEIGHT = 0.25;

    private final int workers;
    private double mean = Double.NaN;
    private volatile int jobs;

    public RunAhead(int workers) {
        this.workers = workers;
    }

    /** Whether a whole lot of them is likely to be done within moments. */
    public synchronized boolean isForMoments() {
        return jobs >= LEAST_FOR_MOMENTS && mean <= LONGEST_FOR_MOMENTS.toNanos();
    }

    /** The most that may be in hand beside what the workers are busy with. */
    public int jobs() {
        return jobs;
    }

    /** What was claimed was not begun soon, whatever was expected. */
    public synchronized void wasWrong() {
        jobs = 0;
    }

    /**
     * Learns from an exchange.
     *
     * @param ends the ends that it wrote
     * @param claimed what it claimed
     * @param limit what it was asked for
     */
    public synchronized void learn(List<End> ends, List<ClaimedJob> claimed, int limit) {
        long started = ends.isEmpty()
                ? 0
                : ends.stream().filter(end -> !end.ran().isZero()).count();
        if (claimed.size() < limit || areRescued(claimed)) {
            // No backlog; or one that may kill its process, together with all that are in hand there.
            jobs = 0;
        } else if (started > 0 && limit > 0) {
            double took = ends.stream().mapToLong(end -> end.ran().toNanos()).sum() / (double) started;
            mean = took < mean ? WEIGHT * took + (1 - WEIGHT) * mean : took;
            double likely = Math.min(workers * (TIME.toNanos() / mean), fitting(claimed));
            jobs = (int) Math.min(likely, Math.min(MOST_JOBS, Math.max(workers, 2 * jobs)));
        }
    }

    /** By no stream: a single job waits for it. */
    private static boolean areRescued(List<ClaimedJob> claimed) {
        for (ClaimedJob job : claimed) {
            if (job.handling().rescued()) {
                return true;
            }
        }
        return false;
    }

    private static double fitting(List<ClaimedJob> claimed) {
        long bytes = claimed.stream()
                .mapToLong(job -> job.payload() == null ? 0 : job.payload().length)
                .sum();
        return MOST_BYTES * (double) claimed.size() / Math.max(1, bytes);
    }
}
