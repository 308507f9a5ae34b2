package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.UniqueKey;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/** New jobs as they were not meant. */
final class Drafts {

    private Drafts() {}

    static NewJob withoutKey(NewJob job) {
        NewJob plain = job.payload() == null ? NewJob.withoutPayload() : NewJob.of(job.payload());
        plain = plain.withPriority(job.priority()).withDelay(job.delay());
        plain = job.runAt().map(plain::withRunAt).orElse(plain);
        plain = job.retryPolicy().map(plain::withRetryPolicy).orElse(plain);
        plain = job.timeLimit().map(plain::withTimeLimit).orElse(plain);
        for (Map.Entry<String, String> header : job.headers().entrySet()) {
            plain = plain.withHeader(header.getKey(), header.getValue());
        }
        return plain;
    }

    static NewJob withKey(NewJob job, UnaryOperator<UniqueKey> change) {
        return job.uniqueKey().map(change).map(job::withUniqueKey).orElse(job);
    }

    /** The same conflict, in the scope of another key. */
    static UniqueKey scoped(UniqueKey key, UniqueKey scope) {
        return new UniqueKey(key.key(), scope.scope(), scope.period(), key.conflict(), key.quiet(), key.longest());
    }

    static NewJob withoutDelay(NewJob job) {
        return job.runAt().isPresent() ? job : job.withDelay(Duration.ZERO);
    }
}
