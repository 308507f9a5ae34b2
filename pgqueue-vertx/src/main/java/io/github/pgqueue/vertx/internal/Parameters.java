package io.github.pgqueue.vertx.internal;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The parameters of a URL, and how to refuse one. Immutable.
 *
 * @param origin the setting that the URL stands in, for messages
 * @param values by name
 */
record Parameters(String origin, Map<String, String> values) {

    /** Parameters of this kind keep their value to themselves, known or not. */
    private static final Pattern SECRET = Pattern.compile(".*(pass|pwd|secret|token|credential|arg$).*");

    Parameters {
        values = Map.copyOf(values);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A number of seconds, where zero means that there is no limit. */
    Optional<Duration> limit(String name) {
        return value(name).map(text -> seconds(name, text)).filter(limit -> !limit.isZero());
    }

    private Duration seconds(String name, String text) {
        try {
            int seconds = Integer.parseInt(text);
            if (seconds >= 0) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException notOne) {
            // Said below.
        }
        throw refusal(name, "must be a whole number of seconds from 0 to " + Integer.MAX_VALUE, "Write such a number");
    }

    /** What to throw for a parameter that breaks a rule: it names all that is needed to mend it. */
    IllegalArgumentException refusal(String name, String rule, String wayOut) {
        boolean secret = SECRET.matcher(name.toLowerCase(Locale.ROOT)).matches();
        return new IllegalArgumentException(origin + " parameter " + name + " " + rule + ": "
                + (secret ? "(its value is not shown)" : "'" + values.get(name) + "'") + ". " + wayOut);
    }

    /** Refuses all values but those that mean what happens anyway. */
    void allow(String name, List<String> harmless, String rule, String wayOut) {
        if (values.containsKey(name) && harmless.stream().noneMatch(values.get(name)::equalsIgnoreCase)) {
            throw refusal(name, rule, wayOut);
        }
    }

    /** Only the names. */
    @Override
    public String toString() {
        return origin + " parameters " + values.keySet();
    }
}
