package io.github.pgqueue.jdbc.internal.claim;

import io.github.pgqueue.jdbc.internal.text.Patience;
import io.github.pgqueue.jdbc.internal.text.PlanSize;
import io.github.pgqueue.jdbc.internal.text.Statements;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The texts of the exchange's statements: by what is settled, by whether anything is claimed, and by the table's
 * size. Thread-safe.
 */
final class ExchangeTexts {

    private final Statements statements;
    private final Duration waitForLock;
    private final Map<Key, String> texts = new ConcurrentHashMap<>();

    /**
     * For one table.
     *
     * @param waitForLock how long a settlement may wait for a row that somebody has locked
     */
    ExchangeTexts(Statements statements, Duration waitForLock) {
        this.statements = statements;
        this.waitForLock = waitForLock;
    }

    String of(Settlements.Kind settled, boolean claims, long pages) {
        return texts.computeIfAbsent(new Key(settled, claims, pages), this::make);
    }

    private String make(Key key) {
        String template = key.claims ? claim(key.settled) : settle(key.settled);
        return PlanSize.mark(statements.fill(Patience.fill(template, waitForLock)), key.pages);
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

    private record Key(Settlements.Kind settled, boolean claims, long pages) {}
}
