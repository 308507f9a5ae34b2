package io.github.pgqueue.chaos.check;

import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.History;
import io.github.pgqueue.chaos.plan.Queues;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A subscription runs as many handlers at once as it was told, and never more. */
final class WorkersAreCounted implements Check {

    @Override
    public String promise() {
        return "no more handlers at once than workers";
    }

    @Override
    public Stream<String> breaches(Evidence evidence) {
        return evidence.histories().stream().flatMap(WorkersAreCounted::breaches);
    }

    private static Stream<String> breaches(History history) {
        Map<String, String> queues = new HashMap<>();
        Map<String, Set<String>> running = new HashMap<>();
        return history.events().stream().flatMap(event -> {
            if (event instanceof Event.Started start) {
                String run = start.id() + "/" + start.attempt();
                queues.put(run, start.queue());
                Set<String> all = running.computeIfAbsent(start.queue(), queue -> new HashSet<>());
                all.add(run);
                return all.size() > Queues.parallel(start.queue())
                        ? Stream.of(history.process() + " runs " + all.size() + " jobs of " + start.queue() + " at "
                                + start.at())
                        : Stream.empty();
            }
            if (event instanceof Event.Ended end) {
                String run = end.id() + "/" + end.attempt();
                running.getOrDefault(queues.getOrDefault(run, ""), new HashSet<>())
                        .remove(run);
            }
            return Stream.empty();
        });
    }
}
