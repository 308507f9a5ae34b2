package io.github.pgqueue.chaos.check;

import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.plan.JobSpec;
import io.github.pgqueue.chaos.plan.Way;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every job in the table was pushed, once, all or none of a batch, and not in a transaction that was rolled back. */
final class NothingIsInvented implements Check {

    @Override
    public String promise() {
        return "nothing is there that nobody pushed";
    }

    @Override
    public Stream<String> breaches(Evidence evidence) {
        Map<String, List<Event.Row>> byToken = evidence.rows().values().stream()
                .collect(Collectors.groupingBy(row -> evidence.spec(row.id()).token()));
        Set<String> pushed = evidence.pushes().stream()
                .flatMap(push -> push.spec().each().stream())
                .map(JobSpec::token)
                .collect(Collectors.toSet());
        Set<String> booked = evidence.all(Event.Booking.class)
                .map(Event.Booking::token)
                .collect(Collectors.toCollection(HashSet::new));
        return Stream.of(
                        strangers(byToken, pushed),
                        twins(byToken),
                        halves(evidence.pushes(), byToken),
                        undone(evidence.pushes(), byToken, booked))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> strangers(Map<String, List<Event.Row>> byToken, Set<String> pushed) {
        return byToken.keySet().stream()
                .filter(token -> !pushed.contains(token))
                .map(token -> "nobody pushed " + token);
    }

    private static Stream<String> twins(Map<String, List<Event.Row>> byToken) {
        return byToken.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> entry.getKey() + " is there " + entry.getValue().size() + " times: "
                        + entry.getValue().stream().map(Event.Row::id).toList());
    }

    private static Stream<String> halves(Collection<Push> pushes, Map<String, List<Event.Row>> byToken) {
        return pushes.stream().filter(push -> push.spec().way() == Way.BATCH).flatMap(push -> {
            long there = push.spec().each().stream()
                    .filter(job -> byToken.containsKey(job.token()))
                    .count();
            return there == 0 || there == push.spec().copies()
                    ? Stream.empty()
                    : Stream.of(there + " of the " + push.spec().copies() + " jobs of " + push.token() + " are there");
        });
    }

    private static Stream<String> undone(
            Collection<Push> pushes, Map<String, List<Event.Row>> byToken, Set<String> booked) {
        return pushes.stream()
                .filter(push -> push.spec().way() == Way.COMMIT || push.spec().way() == Way.ROLLBACK)
                .flatMap(push -> {
                    boolean there = byToken.containsKey(push.token());
                    if (there && push.never()) {
                        return Stream.of(push.token() + " is there, and was never committed");
                    }
                    return there == booked.contains(push.token())
                            ? Stream.empty()
                            : Stream.of(push.token() + " and the row of its transaction are not there together");
                });
    }
}
