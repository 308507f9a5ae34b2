package io.github.pgqueue.chaos.check;

import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.History;
import io.github.pgqueue.chaos.plan.JobSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts each push and its answer together. */
final class Pushes {

    private Pushes() {}

    static List<Push> of(List<History> histories) {
        return histories.stream().flatMap(Pushes::of).toList();
    }

    private static Stream<Push> of(History history) {
        Map<String, Event> answers = new HashMap<>();
        history.all(Event.class).forEach(event -> {
            if (event instanceof Event.Acked acked) {
                answers.putIfAbsent(acked.token(), acked);
            } else if (event instanceof Event.NotAcked not) {
                answers.putIfAbsent(not.token(), not);
            }
        });
        return history.all(Event.Intended.class).map(intended -> push(intended, answers.get(intended.token())));
    }

    private static Push push(Event.Intended intended, @Nullable Event answer) {
        JobSpec spec = JobSpec.parse(intended.spec());
        return new Push(
                intended.at(),
                spec,
                answer instanceof Event.Acked acked ? Optional.of(acked) : Optional.empty(),
                answer instanceof Event.NotAcked not && not.never());
    }
}
