package io.github.pgqueue.cli.internal.push;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.UniqueKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a job is to be the only one of its kind. */
final class UniqueOptions {

    @Option(
            names = "--unique-key",
            paramLabel = "KEY",
            description = "For one job: add it only if no job of the queue holds this key.")
    private @Nullable String key;

    @Option(
            names = "--unique-scope",
            paramLabel = "SCOPE",
            description = {
                "How long the key is held: until the job is \"finished\", which is the default, until it is"
                        + " \"started\", or for a time after its push, such as 1h."
            })
    private @Nullable UniqueScope scope;

    @Option(
            names = "--on-conflict",
            paramLabel = "WHAT",
            description = {
                "What becomes of the job that holds the key, while it waits: \"keep\" it, which is the default,"
                        + " \"replace\" it, or \"debounce=QUIET,LONGEST\": replace it and put it off, until QUIET"
                        + " after the last push and at most LONGEST after the first."
            })
    private @Nullable OnConflict onConflict;

    boolean isGiven() {
        return key != null;
    }

    NewJob describe(NewJob job) {
        if (key == null) {
            if (scope != null || onConflict != null) {
                throw new IllegalArgumentException("--unique-scope and --on-conflict go with --unique-key");
            }
            return job;
        }
        UniqueKey unique = UniqueKey.of(key);
        unique = scope == null ? unique : scope.on().apply(unique);
        return job.withUniqueKey(onConflict == null ? unique : onConflict.on().apply(unique));
    }
}
