package io.github.pgqueue.chaos.times;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What trials of one fault have shown, with one backend. Thread-safe. */
final class FaultFigures {

    private final List<Times> times = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    synchronized void add(Times one) {
        times.add(one);
    }

    synchronized void fail(String failure) {
        failures.add(failure);
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    synchronized List<Times> times() {
        return List.copyOf(times);
    }

    /** Median and worst, in seconds. */
    synchronized String figure(Function<Times, Duration> part) {
        if (times.isEmpty()) {
            return "failed";
        }
        List<Duration> sorted = times.stream().map(part).sorted().toList();
        return seconds(sorted.get((sorted.size() - 1) / 2)) + " / " + seconds(sorted.get(sorted.size() - 1));
    }

    /** The longest that the fault lasted; nothing if it was over as it struck. */
    synchronized String length() {
        Duration longest =
                times.stream().map(Times::lasted).max(Duration::compareTo).orElse(Duration.ZERO);
        return longest.isZero() ? "" : Long.toString(Math.round(longest.toMillis() / 1000.0));
    }

    synchronized boolean isLeaseKept() {
        return times.stream().allMatch(Times::leaseKept);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
    }
}
