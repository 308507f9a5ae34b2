package io.github.pgqueue.jdbc.internal.push;

import io.github.pgqueue.jdbc.internal.group.GroupLoad;
import io.github.pgqueue.spi.Exchange;
import org.jspecify.annotations.Nullable;

/** What a group has come to: not more than a statement can take at once, and claims of one node. Not thread-safe. */
final class PushLoad implements GroupLoad<Push> {

    private static final int MOST_JOBS = 512;
    private static final long MOST_BYTES = 1024L * 1024;

    private int jobs;
    private long bytes;
    private @Nullable Exchange claim;

    @Override
    public boolean takes(Push push) {
        boolean fits =
                jobs + push.jobs().size() <= MOST_JOBS && bytes + push.bytes() <= MOST_BYTES && isOfOneNode(push);
        if (fits) {
            jobs += push.jobs().size();
            bytes += push.bytes();
            claim = claim == null ? push.claim() : claim;
        }
        return fits;
    }

    private boolean isOfOneNode(Push push) {
        return claim == null
                || push.claim() == null
                || claim.node().equals(push.claim().node());
    }
}
