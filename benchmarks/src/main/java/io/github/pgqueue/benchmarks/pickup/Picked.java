package io.github.pgqueue.benchmarks.pickup;

/**
 * A job that was added and picked up. All times are those of {@link System#nanoTime}.
 *
 * @param called when it was about to be added
 * @param committed when its commit had returned
 * @param parts when what is measured was done, in the order of {@link PickupPlace#names}; the last is the whole
 */
record Picked(long called, long committed, long... parts) {

    long sinceCommit(int part) {
        return parts[part] - committed;
    }

    /** Of the whole. */
    long sinceCall() {
        return parts[parts.length - 1] - called;
    }
}
