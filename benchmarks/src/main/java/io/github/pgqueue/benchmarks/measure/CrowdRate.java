package io.github.pgqueue.benchmarks.measure;

import io.github.pgqueue.benchmarks.Crowd;
import io.github.pgqueue.benchmarks.CrowdPlace;
import io.github.pgqueue.benchmarks.result.Sample;

/**
 * Jobs a second of pgqueue beside many other rows.
 *
 * @param crowd which
 * @param rows how many
 * @param jobs that are drained, once more to warm up
 */
public record CrowdRate(Crowd crowd, long rows, int jobs) implements Measurement {

    @Override
    public Sample measure(String url) throws Exception {
        try (CrowdPlace place = new CrowdPlace(url, crowd, rows)) {
            place.drain(jobs);
            return Sample.of(place.drain(jobs));
        }
    }
}
