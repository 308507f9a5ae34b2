package io.github.pgqueue;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a job has ended. Immutable, as long as nobody writes to the result's array.
 *
 * @param state {@link JobState#SUCCESS}, {@link JobState#ERROR} or {@link JobState#CANCELLED}
 * @param result what the handler left by {@link Job#setResult(byte[])}, or {@code null}
 * @param error the message of the last failure, if there was one
 */
@SuppressWarnings("ArrayRecordComponent")
public record JobOutcome(JobState state, byte @Nullable [] result, Optional<String> error) {

    /** Without the result. */
    @Override
    public String toString() {
        return "JobOutcome[" + state + ", " + (result == null ? "no result" : result.length + " bytes") + "]";
    }
}
