package io.github.pgqueue.internal.claim;

import io.github.pgqueue.internal.threads.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The claims of exchanges whose answers were lost.
 *
 * <p>Each is taken back at once, and again some time later: a server that was slow rather than dead may
 * carry out the lost exchange after the first try. Mostly there are none, and then the question costs nothing: it is asked
 * with each exchange. Thread-safe; one at a time takes back.
 */
final class LostClaims {

    /** The later ones are for a server that is held up by somebody's lock. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofHours(1));

    private record Try(long claim, int number, Deadline at) {}

    private final List<Try> tries = new ArrayList<>();

    synchronized void add(long claim) {
        tries.add(new Try(claim, 0, Deadline.in(Duration.ZERO)));
    }

    /** Whether one has not been taken back even once. */
    synchronized boolean isUrgent() {
        return !tries.isEmpty() && tries.stream().anyMatch(one -> one.number() == 0);
    }

    /** Takes back what is due; one that fails with an exception stays due. */
    void takeBackDue(LongConsumer takeBack) {
        for (Try due : due()) {
            takeBack.accept(due.claim());
            taken(due);
        }
    }

    private synchronized List<Try> due() {
        return tries.isEmpty()
                ? List.of()
                : tries.stream().filter(one -> one.at().isOver()).toList();
    }

    private synchronized void taken(Try due) {
        tries.remove(due);
        if (due.number() < PAUSES.size()) {
            tries.add(new Try(due.claim(), due.number() + 1, Deadline.in(PAUSES.get(due.number()))));
        }
    }

    synchronized Optional<Duration> untilNextTry() {
        return tries.isEmpty()
                ? Optional.empty()
                : tries.stream().map(one -> one.at().left()).min(Comparator.naturalOrder());
    }
}
