package io.github.pgqueue.internal.job;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What runs have had written down. Thread-safe. */
final class Notes implements Book {

    private final Runnable onSettled;
    private final Set<Run> inHand = new HashSet<>();
    private final List<End> ends = new ArrayList<>();
    private final List<End> written = new ArrayList<>();

    Notes(Runnable onSettled) {
        this.onSettled = onSettled;
    }

    @Override
    public synchronized void open(List<Run> runs) {
        inHand.addAll(runs);
    }

    @Override
    public void settle(Run run, End end, boolean isWritten) {
        synchronized (this) {
            inHand.remove(run);
            (isWritten ? written : ends).add(end);
        }
        onSettled.run();
    }

    synchronized int inHand() {
        return inHand.size();
    }

    /** Those that the store is to be told, since the last call. */
    synchronized List<End> takeEnds() {
        List<End> all = List.copyOf(ends);
        ends.clear();
        return all;
    }

    /** Those that the store has heard of in another way. */
    synchronized List<End> written() {
        return List.copyOf(written);
    }
}
