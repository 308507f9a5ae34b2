package io.github.pgqueue.jdbc.internal.hold;

import io.github.pgqueue.spi.ClaimedJob;
import java.util.List;

/**
 * What a transaction has locked.
 *
 * @param jobs in the order of a claim
 * @param versions where their rows stand, in this order
 */
record Locked(List<ClaimedJob> jobs, List<String> versions) {

    Long[] ids() {
        return jobs.stream().map(ClaimedJob::id).toArray(Long[]::new);
    }
}
