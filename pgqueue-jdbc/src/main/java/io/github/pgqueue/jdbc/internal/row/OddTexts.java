package io.github.pgqueue.jdbc.internal.row;

import io.github.pgqueue.AttemptError;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.jdbc.internal.text.Json;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what others may have written into the table. What cannot be read is left out: a job that could not be
 * handed over would stop its queue.
 */
final class OddTexts {

    private static final Logger LOG = System.getLogger(OddTexts.class.getName());

    private OddTexts() {}

    static Map<String, String> headers(String job, @Nullable String json) {
        return read(job + " has headers that cannot be read", json, Json::texts).orElse(Map.of());
    }

    static List<AttemptError> errors(String job, @Nullable String json) {
        return read(job + " has failures that cannot be read", json, Json::errors)
                .orElse(List.of());
    }

    static Optional<RetryPolicy> retryPolicy(String job, @Nullable String text) {
        return read(job + " has a retry policy that is none; the subscription's is taken", text, RetryPolicy::parse);
    }

    /** Without the exception, which shows what stands there. */
    private static <T> Optional<T> read(String warning, @Nullable String text, Function<String, T> reader) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(text));
        } catch (RuntimeException unreadable) {
            LOG.log(Level.WARNING, warning);
            return Optional.empty();
        }
    }
}
