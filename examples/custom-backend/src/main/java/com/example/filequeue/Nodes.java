package com.example.filequeue;

import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.Beat;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Who is alive, and what the dead have left. Not thread-safe. */
final class Nodes {

    private final Draft draft;
    private final Instant now;

    Nodes(Draft draft) {
        this.draft = draft;
        this.now = draft.now();
    }

    Beat beat(String node, Duration lease) {
        boolean lapsed = !draft.isAlive(node);
        draft.put(new Lease(node, now.plus(lease)));
        return new Beat(lapsed, nextLapse(node));
    }

    /** Rule S9.2. */
    private Optional<Duration> nextLapse(String asking) {
        return draft.leases().stream()
                .filter(lease -> !lease.node().equals(asking))
                .map(Lease::until)
                .min(Comparator.naturalOrder())
                .map(until -> until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
    }

    /** The lease stays until the next rescue, so that others are told that there is something to do. */
    void leave(String node) {
        draft.leases().stream()
                .filter(lease -> lease.node().equals(node))
                .forEach(lease -> draft.put(new Lease(node, now)));
    }

    /** How many, by queue. */
    Map<String, Integer> rescue() {
        Map<String, Integer> counts = new TreeMap<>();
        for (Row row : draft.rows()) {
            if (row.state() == JobState.RUNNING
                    && !draft.isAlive(row.status().attempts().node())) {
                draft.put(row.with(row.status().rescued(now)));
                counts.merge(row.queueName(), 1, Integer::sum);
            }
        }
        draft.leases().stream()
                .filter(lease -> lease.isOver(now))
                .map(Lease::asGone)
                .forEach(draft::put);
        return counts;
    }
}
