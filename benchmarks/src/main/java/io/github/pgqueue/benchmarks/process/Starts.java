package io.github.pgqueue.benchmarks.process;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The starts of handlers, as they are reported to the thread that pushes. Thread-safe. */
public final class Starts {

    /** Longer than any poll interval or reconnection; what is not there by then is lost. */
    private static final long PATIENCE_SECONDS = 60;

    private final BlockingQueue<Start> reported = new LinkedBlockingQueue<>();

    /**
     * One start.
     *
     * @param id the job
     * @param nanos {@link System#nanoTime()} as the handler's first act
     */
    private record Start(long id, long nanos) {}

    /** Is told of one, as {@link Started}. */
    public void add(long id, long nanos) {
        reported.add(new Start(id, nanos));
    }

    /**
     * Waits for the next start, which must be this job's, as no other is under way.
     *
     * @param id the job
     * @return when its handler started
     */
    public long await(long id) {
        Start start = next("job " + id);
        if (start.id() != id) {
            throw new IllegalStateException("Job " + id + " was pushed, but job " + start.id() + " started");
        }
        return start.nanos();
    }

    /** Waits for so many starts, whichever jobs they are. */
    public void awaitAny(int jobs) {
        for (int i = 0; i < jobs; i++) {
            next(i + 1 + " of " + jobs + " jobs");
        }
    }

    private Start next(String what) {
        try {
            Start start = reported.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (start == null) {
                throw new IllegalStateException("Not started within " + PATIENCE_SECONDS + " s: " + what);
            }
            return start;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + what, e);
        }
    }
}
