package io.github.pgqueue.jdbc.internal.push;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.jdbc.internal.text.Json;
import io.github.pgqueue.jdbc.internal.text.Values;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job that is to be added, as the statements take it. Immutable.
 *
 * @param place where it stands in the list
 * @param id its number, if it was drawn before
 * @param job the job
 */
record Draft(int place, @Nullable Long id, NewJob job) {

    private static final HexFormat HEX = HexFormat.of();

    /** Whether it says nothing but payload and priority. */
    static boolean isPlain(NewJob job) {
        return job.runAt().isEmpty()
                && job.delay().isZero()
                && job.headers().isEmpty()
                && job.retryPolicy().isEmpty()
                && job.timeLimit().isEmpty()
                && job.uniqueKey().isEmpty();
    }

    /** What it brings along, in bytes: of headers the characters. */
    static long size(NewJob job) {
        byte[] payload = job.payload();
        long bytes = payload == null ? 0 : payload.length;
        if (!job.headers().isEmpty()) {
            bytes += job.headers().entrySet().stream()
                    .mapToLong(header ->
                            header.getKey().length() + header.getValue().length())
                    .sum();
        }
        return bytes;
    }

    static @Nullable String hex(NewJob job) {
        byte[] payload = job.payload();
        return payload == null ? null : HEX.formatHex(payload);
    }

    short priority() {
        return (short) job.priority();
    }

    /** A time that the server reads the same way whatever its settings. */
    @Nullable
    String runAt() {
        return isDebounced() ? null : job.runAt().map(Values::time).orElse(null);
    }

    long delay() {
        return Values.millis(debounce().map(UniqueKey::quiet).orElse(job.delay()));
    }

    /** How long after the first job's creation it is due at the latest. */
    @Nullable
    Long longest() {
        return debounce().map(UniqueKey::longest).map(Values::millis).orElse(null);
    }

    @Nullable
    String headers() {
        return job.headers().isEmpty() ? null : Json.object(job.headers());
    }

    @Nullable
    String policy() {
        return job.retryPolicy().map(RetryPolicy::format).orElse(null);
    }

    @Nullable
    Long limit() {
        return job.timeLimit().map(Values::millis).orElse(null);
    }

    @Nullable
    String key() {
        return job.uniqueKey().map(UniqueKey::key).orElse(null);
    }

    @Nullable
    String scope() {
        return job.uniqueKey()
                .map(key -> key.scope().name().toLowerCase(Locale.ROOT))
                .orElse(null);
    }

    @Nullable
    Long period() {
        return job.uniqueKey()
                .filter(key -> key.scope() == UniqueKey.Scope.PERIOD)
                .map(UniqueKey::period)
                .map(Values::millis)
                .orElse(null);
    }

    /** Whether it takes the place of a job that waits. */
    boolean replaces() {
        return job.uniqueKey()
                .filter(key -> key.conflict() != UniqueKey.Conflict.KEEP)
                .isPresent();
    }

    private boolean isDebounced() {
        return debounce().isPresent();
    }

    private Optional<UniqueKey> debounce() {
        return job.uniqueKey().filter(key -> key.conflict() == UniqueKey.Conflict.DEBOUNCE);
    }
}
