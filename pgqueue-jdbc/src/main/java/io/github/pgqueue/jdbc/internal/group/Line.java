package io.github.pgqueue.jdbc.internal.group;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Those that wait in a {@link GroupCommit}, in their order. Not thread-safe, but for the count.
 *
 * @param <C> what is asked
 * @param <R> what is answered
 */
final class Line<C, R> {

    private final Deque<Seat<C, R>> seats = new ArrayDeque<>();
    private volatile int size;

    void add(Seat<C, R> last) {
        seats.add(last);
        size = seats.size();
    }

    @Nullable
    Seat<C, R> first() {
        return seats.peekFirst();
    }

    @Nullable
    Seat<C, R> takeFirst() {
        Seat<C, R> first = seats.pollFirst();
        size = seats.size();
        return first;
    }

    /** How many there are, or were a moment ago for who does not keep the others out. */
    int size() {
        return size;
    }
}
