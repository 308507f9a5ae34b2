package io.github.pgqueue.benchmarks.pickup;

import io.github.pgqueue.benchmarks.measure.Measurement;
import io.github.pgqueue.benchmarks.result.Sample;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Milliseconds from the commit of a job in this process to its handler's start in another, on an idle queue, one at a
 * time.
 *
 * @param kept where the jobs are added and picked up; open for all rounds, as the others are
 * @param rung how the worker learns of a job
 * @param jobs how many
 * @param pause the mean of the pauses between two, which are of random length
 */
public record PickupTime(KeptPlace kept, Rung rung, int jobs, Duration pause) implements Measurement {

    /** The figure beside the median that is compared too. */
    public static final String P99 = "p99 ms";

    /** The median from the call of the push, rather than from its return. */
    public static final String FROM_CALL = "from the call p50 ms";

    private static final double NANOS = 1e6;

    @Override
    public void prepare(String url) {
        kept.open();
    }

    @Override
    public Sample measure(String url) {
        PickupPlace place = kept.place();
        place.settle();
        List<Histogram> times =
                place.names().stream().map(name -> new Histogram(3)).toList();
        Histogram fromCall = new Histogram(3);
        Pauses pauses = new Pauses(pause);
        for (int job = 0; job < jobs; job++) {
            pauses.pause();
            Picked picked = place.once(rung);
            for (int part = 0; part < times.size(); part++) {
                // What is sent together with a push may be done before the push has returned.
                times.get(part).recordValue(Math.max(0, picked.sinceCommit(part)));
            }
            fromCall.recordValue(picked.sinceCall());
        }
        return sample(place.names(), times, fromCall);
    }

    /** The last of a place's times is the whole; what comes before is a part of it. */
    private static Sample sample(List<String> names, List<Histogram> times, Histogram fromCall) {
        int last = times.size() - 1;
        Map<String, Double> beside = new LinkedHashMap<>();
        beside.put(FROM_CALL, millis(fromCall, 50));
        beside.put("p95 ms", millis(times.get(last), 95));
        beside.put(P99, millis(times.get(last), 99));
        for (int part = 0; part < last; part++) {
            beside.put(names.get(part) + " p50 ms", millis(times.get(part), 50));
        }
        return new Sample(millis(times.get(last), 50), beside);
    }

    private static double millis(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / NANOS;
    }

    @Override
    public void close() {
        kept.close();
    }
}
