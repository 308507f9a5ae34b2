package io.github.pgqueue.benchmarks.measure;

import java.time.Duration;
import java.util.Locale;

/**
 * What comes before a clock starts, for all contenders alike: so many jobs, and for so long. A fast one does the jobs
 * before its JVM has compiled what it runs, and a slow one would not have done them by then.
 *
 * @param jobs at least, but who needs longer than {@link #GIVE_UP} for them is not waited for
 * @param time at least
 */
public record WarmUp(int jobs, Duration time) {

    /** After which it is enough, however few they were. */
    static final Duration GIVE_UP = Duration.ofSeconds(20);

    /**
     * The same with fewer or more jobs.
     *
     * @param number at least
     */
    public WarmUp withJobs(int number) {
        return new WarmUp(number, time);
    }

    /** Whether so many jobs and so long are enough. */
    boolean isEnough(long done, double seconds) {
        return seconds >= GIVE_UP.toSeconds() || done >= jobs && seconds >= time.toNanos() / 1e9;
    }

    /** As the report says it, after "after". */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d jobs and %.1f s to warm up", jobs, time.toMillis() / 1000.0);
    }
}
