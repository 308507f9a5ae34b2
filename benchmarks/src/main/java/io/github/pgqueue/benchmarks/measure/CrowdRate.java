package io.github.pgqueue.benchmarks.measure;

import io.github.pgqueue.benchmarks.crowd.Crowd;
import io.github.pgqueue.benchmarks.crowd.CrowdPlace;
import io.github.pgqueue.benchmarks.result.Sample;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Jobs a second of pgqueue beside many other rows, which are made once, by the server, and stay for all rounds; without
 * others the table is a new one each time. Not thread-safe.
 */
public final class CrowdRate implements Measurement {

    private final Crowd crowd;
    private final long rows;
    private final int jobs;
    private final WarmUp warmUp;
    private @Nullable CrowdPlace kept;

    /**
     * Makes nothing yet.
     *
     * @param crowd which others
     * @param rows how many of these
     * @param jobs that are pushed and done in each round
     * @param warmUp before the first that count
     */
    public CrowdRate(Crowd crowd, long rows, int jobs, WarmUp warmUp) {
        this.crowd = crowd;
        this.rows = rows;
        this.jobs = jobs;
        this.warmUp = warmUp;
    }

    @Override
    public void prepare(String url) throws Exception {
        if (crowd != Crowd.NONE) {
            kept = warm(url);
        }
    }

    private CrowdPlace warm(String url) throws InterruptedException {
        CrowdPlace place = new CrowdPlace(url, crowd, rows);
        try {
            Deadline since = Deadline.in(WarmUp.GIVE_UP);
            for (long done = 0; !warmUp.isEnough(done, since.elapsed()); done += warmUp.jobs()) {
                place.drain(warmUp.jobs());
            }
            return place;
        } catch (InterruptedException | RuntimeException e) {
            place.close();
            throw e;
        }
    }

    @Override
    public Sample measure(String url) throws Exception {
        if (crowd != Crowd.NONE) {
            return measure(Objects.requireNonNull(kept, "it is not prepared"));
        }
        try (CrowdPlace place = warm(url)) {
            return measure(place);
        }
    }

    private Sample measure(CrowdPlace place) throws InterruptedException {
        place.push(jobs);
        place.settle();
        return Sample.of(place.work(jobs));
    }

    @Override
    public void close() {
        if (kept != null) {
            kept.close();
            kept = null;
        }
    }
}
