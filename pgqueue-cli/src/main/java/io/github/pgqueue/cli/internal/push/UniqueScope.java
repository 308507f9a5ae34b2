package io.github.pgqueue.cli.internal.push;

import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.cli.internal.shared.Times;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * How long a unique key is held, as it is typed.
 *
 * @param on sets it
 */
public record UniqueScope(UnaryOperator<UniqueKey> on) {

    public static UniqueScope parse(String text) {
        return switch (text) {
            case "finished" -> new UniqueScope(UnaryOperator.identity());
            case "started" -> new UniqueScope(UniqueKey::untilStarted);
            default -> {
                Duration period = period(text);
                yield new UniqueScope(key -> key.within(period));
            }
        };
    }

    private static Duration period(String text) {
        try {
            return Times.duration(text);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "must be finished, started or a time such as 90s or 1h30m: '" + text + "'", unreadable);
        }
    }
}
