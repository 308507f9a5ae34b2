package io.github.pgqueue.chaos.check;

import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.History;
import io.github.pgqueue.chaos.plan.Queues;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * In a queue that one worker does, one job at a time, jobs start by priority, due time and id: of two that were
 * both there, and due, when the worker became free, the first in this order is the first to start.
 */
final class OrderIsKept implements Check {

    private static final Comparator<Event.Started> ORDER = Comparator.comparingInt(Event.Started::priority)
            .thenComparing(Event.Started::runAt)
            .thenComparingLong(Event.Started::id);

    @Override
    public String promise() {
        return "jobs start in their order";
    }

    @Override
    public Stream<String> breaches(Evidence evidence) {
        Map<Long, Instant> there = new HashMap<>();
        evidence.all(Event.Acked.class).forEach(acked -> acked.ids().forEach(id -> there.put(id, acked.at())));
        return evidence.histories().stream().flatMap(history -> breaches(evidence, history, there));
    }

    private static Stream<String> breaches(Evidence evidence, History history, Map<Long, Instant> there) {
        List<Event.Started> starts = history.all(Event.Started.class)
                .filter(start -> start.queue().equals(Queues.ORDERED))
                .toList();
        Map<Long, Instant> ends = new HashMap<>();
        history.all(Event.Ended.class).forEach(ended -> ends.put(ended.id(), ended.at()));
        return IntStream.range(2, starts.size())
                .filter(i -> ORDER.compare(starts.get(i - 1), starts.get(i)) > 0)
                .filter(i -> {
                    // When the worker became free for the first of the two.
                    Instant free = ends.getOrDefault(starts.get(i - 2).id(), Instant.MIN);
                    return wasThere(starts.get(i), there, free) && isCalm(evidence, history, free, starts.get(i - 1));
                })
                .mapToObj(i -> starts.get(i - 1) + " before " + starts.get(i));
    }

    /** At a second attempt it may have been anybody's at that time. */
    private static boolean wasThere(Event.Started start, Map<Long, Instant> there, Instant free) {
        return start.attempt() == 1
                && start.runAt().isBefore(free)
                && there.getOrDefault(start.id(), Instant.MAX).isBefore(free);
    }

    /** A claim whose answer is lost is held by nobody for some time. */
    private static boolean isCalm(Evidence evidence, History history, Instant free, Event.Started start) {
        Span span = new Span(free, start.at()).stretched(Duration.ofSeconds(10), Duration.ZERO);
        return !evidence.troubles().any(history.process(), span);
    }
}
