package io.github.pgqueue.jdbc.internal.claim;

import io.github.pgqueue.JobState;
import io.github.pgqueue.jdbc.internal.text.Values;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.Outcome;
import io.github.pgqueue.spi.Settlement;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Settlements as columns for a statement. Whatever they say is brought into what the table can hold: one that
 * was refused would be sent again for ever.
 *
 * @param all in the order of their places
 * @param text what texts pass through
 */
record SettlementColumns(List<Settlement> all, UnaryOperator<String> text) {

    /** A hundred years: a time that the database can hold, whatever is asked. */
    private static final Duration LONGEST_DELAY = Duration.ofDays(36_500);

    private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59.999999Z");

    /** What all need. */
    void bindFences(Query query) {
        query.bind("ids", column(Long[]::new, each -> each.fence().id()));
        query.bind("attempts", column(Integer[]::new, each -> each.fence().attempt()));
        query.bind("claims", column(Long[]::new, each -> each.fence().claim()));
    }

    /** What those need that say more than that a job was done. */
    void bindEnds(Query query) {
        query.bind(
                "statuses",
                column(String[]::new, each -> stateAfter(each.outcome()).status()));
        query.bind("refunds", column(Integer[]::new, each -> isUnstarted(each.outcome()) ? 1 : 0));
        query.bind("excuses", column(Integer[]::new, each -> each.outcome() == Outcome.SNOOZE ? 1 : 0));
        query.bind("delays", column(Long[]::new, each -> isPutOff(each) ? Values.millis(delay(each)) : null));
        query.bind("due_ats", column(String[]::new, each -> dueAt(each).orElse(null)));
        query.bind("types", column(String[]::new, each -> ofFailure(each, failure -> Optional.of(failure.type()))));
        query.bind("messages", column(String[]::new, each -> ofFailure(each, Failure::message)));
        query.bind("traces", column(String[]::new, each -> ofFailure(each, Failure::trace)));
        bindResults(query);
    }

    /** How long until a job is due again. */
    static Duration delay(Settlement settlement) {
        Duration delay = settlement.delay();
        if (delay.isNegative()) {
            return Duration.ZERO;
        }
        return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
    }

    private void bindResults(Query query) {
        ByteArrayOutputStream results = new ByteArrayOutputStream();
        Integer[] from = new Integer[all.size()];
        Integer[] sizes = new Integer[all.size()];
        for (int place = 0; place < all.size(); place++) {
            byte[] result = all.get(place).result();
            if (result != null && all.get(place).outcome() == Outcome.SUCCESS) {
                from[place] = results.size() + 1;
                sizes[place] = result.length;
                results.writeBytes(result);
            }
        }
        query.bind("results", results.toByteArray());
        query.bind("result_froms", Values.array(from));
        query.bind("result_sizes", Values.array(sizes));
    }

    private @Nullable String ofFailure(Settlement settlement, Function<Failure, Optional<String>> part) {
        return settlement.failure().flatMap(part).map(text).orElse(null);
    }

    private static Optional<String> dueAt(Settlement settlement) {
        return settlement
                .dueAt()
                .filter(time -> isPutOff(settlement))
                .map(time -> time.isBefore(FIRST_TIME) ? FIRST_TIME : time.isAfter(LAST_TIME) ? LAST_TIME : time)
                .map(Values::time);
    }

    private static JobState stateAfter(Outcome outcome) {
        return switch (outcome) {
            case SUCCESS -> JobState.SUCCESS;
            case ERROR, ABANDON -> JobState.ERROR;
            case CANCEL -> JobState.CANCELLED;
            case RETRY, SNOOZE, RELEASE -> JobState.NEW;
        };
    }

    /** Whether the claim's attempt does not count. */
    private static boolean isUnstarted(Outcome outcome) {
        return outcome == Outcome.RELEASE || outcome == Outcome.ABANDON;
    }

    private static boolean isPutOff(Settlement settlement) {
        return settlement.outcome() == Outcome.RETRY || settlement.outcome() == Outcome.SNOOZE;
    }

    private <T> Argument column(IntFunction<T[]> array, Function<Settlement, ? extends @Nullable T> value) {
        T[] column = array.apply(all.size());
        Arrays.setAll(column, place -> value.apply(all.get(place)));
        return Values.array(column);
    }
}
