package io.github.pgqueue.jdbc.internal.claim;

import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Outcome;
import io.github.pgqueue.spi.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.Query;

/**
 * The settlements of one exchange, and what the server says of them. Not thread-safe.
 *
 * <p>Of several with one fence only the first is sent: the others can only come too late. They go by id,
 * so that two who settle the same jobs lock them in the same order and not each other out.
 */
final class Settlements {

    private final List<Settlement> all;
    private final boolean keepsDone;
    private final List<Settlement> sent = new ArrayList<>();
    /** What became of the jobs, by the places of their settlements. */
    private final Map<Integer, Settled> settled = new TreeMap<>();

    /**
     * Sends nothing yet.
     *
     * @param all in the order of the exchange
     * @param keepsDone whether jobs that were done stay, at least for now
     */
    Settlements(List<Settlement> all, boolean keepsDone) {
        this.all = all;
        this.keepsDone = keepsDone;
        Set<Fence> seen = new HashSet<>();
        all.stream()
                .filter(each -> seen.add(each.fence()))
                .sorted(Comparator.comparingLong(each -> each.fence().id()))
                .forEach(sent::add);
    }

    /** What statement they need. */
    Kind kind() {
        if (sent.isEmpty()) {
            return Kind.NONE;
        }
        if (!sent.stream().allMatch(Settlements::isPlain)) {
            return Kind.ANY;
        }
        return keepsDone ? Kind.DONE : Kind.UNKEPT;
    }

    /** Binds the columns, with texts passed through a function. */
    void bind(Query query, UnaryOperator<String> text) {
        SettlementColumns columns = new SettlementColumns(sent, text);
        columns.bindFences(query);
        if (kind() == Kind.ANY) {
            columns.bindEnds(query);
        }
    }

    /** The server's answer for one of them, by its place from 1 on. */
    void settled(int place, JobState state, Optional<Duration> dueIn) {
        settled.put(place - 1, new Settled(state, dueIn));
    }

    /** The jobs that are in one of these states now. */
    List<Long> in(Set<JobState> states) {
        List<Long> ids = new ArrayList<>();
        settled.forEach((place, now) -> {
            if (states.contains(now.state)) {
                ids.add(sent.get(place).fence().id());
            }
        });
        return ids;
    }

    /** The fences of those that touched nothing, in the order given. */
    List<Fence> lost() {
        Set<Settlement> held = new HashSet<>();
        List<Fence> lost = new ArrayList<>();
        settled.keySet().forEach(place -> held.add(sent.get(place)));
        for (Settlement each : all) {
            if (!held.remove(each)) {
                lost.add(each.fence());
            }
        }
        return lost;
    }

    /** When the first of those that are to run again is due: the claim beside them cannot see them. */
    Optional<Duration> nextDue() {
        return settled.entrySet().stream()
                .filter(entry -> entry.getValue().state == JobState.NEW)
                .map(entry -> entry.getValue().dueIn.orElse(SettlementColumns.delay(sent.get(entry.getKey()))))
                .map(due -> due.isNegative() ? Duration.ZERO : due)
                .min(Duration::compareTo);
    }

    private static boolean isPlain(Settlement settlement) {
        return settlement.outcome() == Outcome.SUCCESS && settlement.result() == null;
    }

    /** What settlements there are. */
    enum Kind {
        /** None. */
        NONE,
        /** Jobs that were done and left nothing. */
        DONE,
        /** The same, which are not to be kept. */
        UNKEPT,
        /** Any. */
        ANY
    }

    private record Settled(JobState state, Optional<Duration> dueIn) {}
}
