package io.github.pgqueue.jdbc.internal.push;

import io.github.pgqueue.NewJob;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The payloads of several jobs as one value, out of which the server cuts them: one of the drivers cannot send an array
 * of bytea, and as hexadecimal text they were twice as long.
 *
 * @param whole all of them, one after the other
 * @param places for each the place of its first byte, counted from one, in the upper half and its size in the lower;
 *     null for one that is absent
 */
record Slices(byte[] whole, @Nullable Long[] places) {

    private static final int UPPER_HALF = 32;

    static Slices of(List<NewJob> jobs) {
        int size = 0;
        for (NewJob job : jobs) {
            size = Math.addExact(size, size(job));
        }
        byte[] whole = new byte[size];
        Long[] places = new Long[jobs.size()];
        int from = 0;
        for (int place = 0; place < places.length; place++) {
            byte[] payload = jobs.get(place).payload();
            if (payload != null) {
                System.arraycopy(payload, 0, whole, from, payload.length);
                places[place] = (from + 1L) << UPPER_HALF | payload.length;
                from += payload.length;
            }
        }
        return new Slices(whole, places);
    }

    private static int size(NewJob job) {
        byte[] payload = job.payload();
        return payload == null ? 0 : payload.length;
    }
}
