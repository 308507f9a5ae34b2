package io.github.pgqueue.jdbc.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The texts of the exchange's statements: by what is asked, by how much at most, and by the table's size.
 * Thread-safe.
 */
final class ExchangeTexts {

    /** What stands for a limit in a text. Few, as each is a prepared statement for each connection. */
    private static final int[] CEILINGS = {10, 1000, Integer.MAX_VALUE};

    private final Statements statements;
    private final Map<Key, String> texts = new ConcurrentHashMap<>();

    ExchangeTexts(Statements statements) {
        this.statements = statements;
    }

    String of(boolean settles, int limit, long pages) {
        int ceiling = 0;
        for (int each = CEILINGS.length - 1; limit > 0 && each >= 0; each--) {
            ceiling = limit <= CEILINGS[each] ? CEILINGS[each] : ceiling;
        }
        return texts.computeIfAbsent(new Key(settles, ceiling, pages), this::make);
    }

    private String make(Key key) {
        String template = key.ceiling == 0
                ? Statements.SETTLE
                : (key.settles ? Statements.SETTLE_AND_CLAIM : Statements.CLAIM).formatted(key.ceiling);
        return statements.fill(template) + (key.pages == 0 ? "" : "\n/* from " + key.pages + " pages on */");
    }

    private record Key(boolean settles, int ceiling, long pages) {}
}
