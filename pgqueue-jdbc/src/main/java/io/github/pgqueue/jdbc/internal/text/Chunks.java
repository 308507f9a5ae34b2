package io.github.pgqueue.jdbc.internal.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Lists that are too large for one statement. */
public final class Chunks {

    /** What one statement carries at most, unless a single element is larger, in bytes. */
    public static final long MOST_BYTES = 32L * 1024 * 1024;

    /** And in elements. */
    public static final int MOST = 50_000;

    private Chunks() {}

    /** What one statement carries each, in order. */
    public static <T> List<List<T>> of(List<T> all, ToLongFunction<T> bytesOf) {
        List<List<T>> chunks = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        for (int to = 0; to < all.size(); to++) {
            long size = bytesOf.applyAsLong(all.get(to));
            if (to > from && (bytes + size > MOST_BYTES || to - from == MOST)) {
                chunks.add(all.subList(from, to));
                from = to;
                bytes = 0;
            }
            bytes += size;
        }
        chunks.add(all.subList(from, all.size()));
        return chunks;
    }
}
