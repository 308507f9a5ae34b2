package io.github.pgqueue.jdbc.internal;

import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Outcome;
import io.github.pgqueue.spi.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The settlements of one exchange, as columns for the statement. Not thread-safe.
 *
 * <p>Of several with one fence only the first is sent: the others can only come too late. They go by id,
 * so that two who settle the same jobs lock them in the same order and not each other out.
 */
final class Settlements {

    /** A hundred years: a time that the database can hold, whatever is asked. */
    private static final Duration LONGEST_DELAY = Duration.ofDays(36_500);

    private final List<Settlement> all;
    private final List<Settlement> sent = new ArrayList<>();
    private final BitSet settled = new BitSet();

    Settlements(List<Settlement> all) {
        this.all = all;
        Set<Fence> seen = new HashSet<>();
        all.stream()
                .filter(each -> seen.add(each.fence()))
                .sorted(Comparator.comparingLong(each -> each.fence().id()))
                .forEach(sent::add);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Binds the columns, with messages passed through a function. */
    void bind(Query query, UnaryOperator<String> message) {
        query.bind("ids", column(Long[]::new, each -> each.fence().id()));
        query.bind("attempts", column(Integer[]::new, each -> each.fence().attempt()));
        query.bind("claims", column(Long[]::new, each -> each.fence().claim()));
        query.bind(
                "statuses",
                column(String[]::new, each -> stateAfter(each.outcome()).status()));
        query.bind("refunds", column(Integer[]::new, each -> each.outcome() == Outcome.RELEASE ? 1 : 0));
        query.bind(
                "errors",
                column(String[]::new, each -> each.error().map(message).orElse(null)));
        query.bind(
                "delays",
                column(
                        Long[]::new,
                        each -> each.outcome() == Outcome.RETRY ? delay(each).toMillis() : null));
    }

    /** The server's answer for one of them, by its place from 1 on. */
    void settled(int place) {
        settled.set(place - 1);
    }

    /** The fences of those that touched nothing, in the order given. */
    List<Fence> lost() {
        Set<Settlement> held = new HashSet<>();
        List<Fence> lost = new ArrayList<>();
        settled.stream().forEach(place -> held.add(sent.get(place)));
        for (Settlement each : all) {
            if (!held.remove(each)) {
                lost.add(each.fence());
            }
        }
        return lost;
    }

    /** When the first of those that are to run again is due: the claim beside them cannot see them. */
    Optional<Duration> nextDue() {
        return settled.stream()
                .mapToObj(sent::get)
                .filter(each -> stateAfter(each.outcome()) == JobState.NEW)
                .map(each -> each.outcome() == Outcome.RETRY ? delay(each) : Duration.ZERO)
                .min(Duration::compareTo);
    }

    private static Duration delay(Settlement retry) {
        Duration delay = retry.delay();
        if (delay.isNegative()) {
            return Duration.ZERO;
        }
        return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
    }

    private static JobState stateAfter(Outcome outcome) {
        return switch (outcome) {
            case SUCCESS -> JobState.SUCCESS;
            case ERROR -> JobState.ERROR;
            case RETRY, RELEASE -> JobState.NEW;
        };
    }

    private <T> Argument column(IntFunction<T[]> array, Function<Settlement, @Nullable T> value) {
        T[] column = array.apply(sent.size());
        Arrays.setAll(column, place -> value.apply(sent.get(place)));
        return Values.array(column);
    }
}
