package io.github.pgqueue.jdbc.internal;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The texts of the exchange's statements: by what is settled, by how much is claimed at most, and by the
 * table's size. Thread-safe.
 */
final class ExchangeTexts {

    /** What stands for a limit in a text. Few, as each is a prepared statement for each connection. */
    private static final int[] CEILINGS = {10, 100, 1000, Integer.MAX_VALUE};

    private final Statements statements;
    private final String patience;
    private final Map<Key, String> texts = new ConcurrentHashMap<>();

    /**
     * For one table.
     *
     * @param waitForLock how long a settlement may wait for a row that somebody has locked
     */
    ExchangeTexts(Statements statements, Duration waitForLock) {
        this.statements = statements;
        this.patience = waitForLock.toMillis() + "ms";
    }

    String of(Settlements.Kind settled, int limit, long pages) {
        int ceiling = 0;
        for (int each = CEILINGS.length - 1; limit > 0 && each >= 0; each--) {
            ceiling = limit <= CEILINGS[each] ? CEILINGS[each] : ceiling;
        }
        return texts.computeIfAbsent(new Key(settled, ceiling, pages), this::make);
    }

    private String make(Key key) {
        String template =
                key.ceiling == 0 ? settle(key.settled) : claim(key.settled).formatted(key.ceiling);
        return PlanSize.mark(statements.fill(template.replace("{patience}", patience)), key.pages);
    }

    private static String settle(Settlements.Kind settled) {
        return switch (settled) {
            case DONE -> ExchangeSql.SETTLE_DONE;
            case UNKEPT -> ExchangeSql.SETTLE_UNKEPT;
            case NONE, ANY -> ExchangeSql.SETTLE;
        };
    }

    private static String claim(Settlements.Kind settled) {
        return switch (settled) {
            case NONE -> ExchangeSql.CLAIM;
            case DONE -> ExchangeSql.SETTLE_DONE_AND_CLAIM;
            case UNKEPT -> ExchangeSql.SETTLE_UNKEPT_AND_CLAIM;
            case ANY -> ExchangeSql.SETTLE_AND_CLAIM;
        };
    }

    private record Key(Settlements.Kind settled, int ceiling, long pages) {}
}
