package io.github.pgqueue.internal.job;

import java.util.List;

/** Where runs and their ends are written down. Thread-safe. */
public interface Book {

    /** These are about to begin. */
    void open(List<Run> runs);

    /**
     * A run has ended.
     *
     * @param run which
     * @param end how
     * @param written whether the store knows already
     */
    void settle(Run run, End end, boolean written);
}
