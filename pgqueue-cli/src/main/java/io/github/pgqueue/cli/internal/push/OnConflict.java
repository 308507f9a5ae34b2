package io.github.pgqueue.cli.internal.push;

import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.cli.internal.shared.Times;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * What becomes of a push whose unique key is held, as it is typed.
 *
 * @param on sets it
 */
public record OnConflict(UnaryOperator<UniqueKey> on) {

    private static final String DEBOUNCE = "debounce=";

    public static OnConflict parse(String text) {
        if (text.equals("keep")) {
            return new OnConflict(UnaryOperator.identity());
        }
        if (text.equals("replace")) {
            return new OnConflict(UniqueKey::replacing);
        }
        String[] times =
                text.startsWith(DEBOUNCE) ? text.substring(DEBOUNCE.length()).split(",", -1) : new String[0];
        if (times.length != 2) {
            throw new IllegalArgumentException("must be keep, replace or debounce=QUIET,LONGEST: '" + text + "'");
        }
        Duration quiet = Times.duration(times[0]);
        Duration longest = Times.duration(times[1]);
        return new OnConflict(key -> key.debounce(quiet, longest));
    }
}
