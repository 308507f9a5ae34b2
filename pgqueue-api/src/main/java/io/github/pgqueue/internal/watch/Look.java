package io.github.pgqueue.internal.watch;

import java.util.List;
import java.util.Set;

/**
 * What a look into the table is for. Immutable.
 *
 * @param ids the single jobs that it has been told of
 * @param byRing whether others may look for the same, as they have heard the same ring
 */
public record Look(Set<Long> ids, boolean byRing) {

    /** Those among what was claimed that others may have been told of too. */
    List<Long> among(List<Long> claimed) {
        return claimed.stream().filter(ids::contains).toList();
    }
}
