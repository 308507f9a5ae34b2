package io.github.pgqueue.chaos.check;

import io.github.pgqueue.AttemptError;
import io.github.pgqueue.NodeLostException;
import io.github.pgqueue.chaos.history.Event;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** No attempt is started twice; later ones have higher numbers; those that nobody started were lost. */
final class AttemptsTellStartsApart implements Check {

    @Override
    public String promise() {
        return "attempts tell starts apart";
    }

    @Override
    public Stream<String> breaches(Evidence evidence) {
        return evidence.rows().values().stream()
                .flatMap(row -> Stream.of(
                                twice(evidence.starts(row.id())), backwards(evidence, row), missing(evidence, row))
                        .flatMap(breaches -> breaches)
                        .map(text -> "job " + row.id() + ": " + text));
    }

    private static Stream<String> twice(List<Start> starts) {
        return IntStream.range(1, starts.size())
                .filter(i -> starts.get(i).attempt() == starts.get(i - 1).attempt())
                .mapToObj(i -> "started twice as " + starts.get(i - 1) + " and " + starts.get(i));
    }

    /** A process may stand still between claiming a job and starting it. */
    private static Stream<String> backwards(Evidence evidence, Event.Row row) {
        List<Start> starts = evidence.starts(row.id());
        return IntStream.range(1, starts.size())
                .filter(i -> starts.get(i).at().isBefore(starts.get(i - 1).at()))
                .filter(i -> !stoodStill(evidence, starts.get(i), starts.get(i - 1)))
                .mapToObj(i -> starts.get(i - 1) + " began after " + starts.get(i));
    }

    private static boolean stoodStill(Evidence evidence, Start later, Start earlier) {
        return evidence.troubles().of(earlier.process(), new Span(later.at(), earlier.at()));
    }

    private static Stream<String> missing(Evidence evidence, Event.Row row) {
        List<Event.Kept> kept = evidence.kept(row.id());
        if (kept.size() >= AttemptError.MOST_KEPT) {
            return Stream.empty();
        }
        Set<Integer> known = Stream.concat(
                        evidence.starts(row.id()).stream().map(Start::attempt),
                        kept.stream()
                                .filter(one -> one.type().equals(NodeLostException.class.getName()))
                                .map(Event.Kept::attempt))
                .collect(Collectors.toSet());
        return IntStream.rangeClosed(1, row.attempt())
                .filter(attempt -> !known.contains(attempt))
                .mapToObj(attempt -> "attempt " + attempt + " of " + row.attempt()
                        + " was counted, and nobody started or lost it; " + evidence.starts(row.id()) + "; " + kept);
    }
}
