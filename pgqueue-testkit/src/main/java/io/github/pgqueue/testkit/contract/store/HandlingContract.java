package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Handling;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;

/** Rule S2.6: what travels beside the payload. */
public abstract class HandlingContract extends StoreContract {

    /** For subclasses. */
    protected HandlingContract() {}

    @Checks("S2.6")
    void nothingComesOfNothing() {
        ClaimedJob job = running("x");
        Assertions.assertEquals(Map.of(), job.headers(), "headers");
        Assertions.assertEquals(Handling.DEFAULT, job.handling(), "handling");
        Assertions.assertEquals(Map.of(), info(job.id()).headers(), "headers when looked up");
    }

    @Checks("S2.6")
    void anyHeadersComeBack() {
        Map<String, String> odd = Map.of(
                "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "Case", "one",
                "case", "two",
                "empty", "",
                "'quoted' \"twice\" \\ {} [] , ; : %s $1 ?", "'quoted' \"twice\" \\ {} [] , ; : %s $1 ?",
                " space ", " \t\r\n\u0001\u007f ",
                "Grüße, 日本語, 🎉", "Grüße, 日本語, 🎉",
                "null", "null");
        long id = insert(withHeaders(NewJob.of("x"), odd));
        Assertions.assertEquals(odd, info(id).headers(), "headers when looked up");
        Assertions.assertEquals(odd, claimOne().headers(), "headers");
    }

    @Checks("S2.6")
    void asManyAndAsLongHeadersAsThereCanBe() {
        NewJob job = NewJob.of("x");
        for (int i = 0; i < NewJob.MAX_HEADERS; i++) {
            String name = i + "n".repeat(NewJob.MAX_HEADER_NAME - 2);
            job = job.withHeader(name, "🎉".repeat(NewJob.MAX_HEADER_VALUE));
        }
        insert(job);
        Assertions.assertEquals(job.headers(), claimOne().headers(), "headers");
    }

    @Checks("S2.6")
    void eachRetryPolicyComesBack() {
        List<RetryPolicy> policies = List.of(
                RetryPolicy.none(),
                RetryPolicy.fixed(Duration.ZERO, 1),
                RetryPolicy.fixed(Duration.ofNanos(1_500_000), RetryPolicy.MAX_ATTEMPTS),
                RetryPolicy.delays(Duration.ofSeconds(1), Duration.ofHours(10), Duration.ofDays(36_500)),
                RetryPolicy.exponential());
        for (RetryPolicy policy : policies) {
            insert(NewJob.of("x").withRetryPolicy(policy));
            Optional<RetryPolicy> kept = claimOne().handling().retryPolicy();
            Assertions.assertEquals(
                    Optional.of(RetryPolicy.format(policy)), kept.map(RetryPolicy::format), "retry policy");
        }
    }

    @Checks("S2.6")
    void eachTimeLimitComesBack() {
        for (Duration limit : List.of(Duration.ofMillis(1), Duration.ofMillis(61_001), Duration.ofDays(36_500))) {
            insert(NewJob.of("x").withTimeLimit(limit));
            Assertions.assertEquals(Optional.of(limit), claimOne().handling().timeLimit(), "time limit");
        }
    }

    @Checks("S2.6")
    void withEachClaim() {
        NewJob job = sample();
        insert(job);
        ClaimedJob first = claimOne();
        assertCarries(job, first, "the first claim");
        settle(Settlement.release(first.fence()));
        ClaimedJob second = claimOne();
        assertCarries(job, second, "a claim after a release");
        settle(Settlement.retry(second.fence(), FAILURE, Duration.ZERO));
        assertCarries(job, claimOne(), "a claim after a failure");
    }

    @Checks("S2.6")
    void eachOfAListHasItsOwn() {
        NewJob sample = sample();
        store().insert(
                        QUEUE,
                        List.of(NewJob.of("plain"), sample, NewJob.of("header").withHeader("a", "b")));
        List<ClaimedJob> claimed = claim(3);
        Assertions.assertEquals(Map.of(), claimed.get(0).headers(), "headers of the first");
        Assertions.assertEquals(Handling.DEFAULT, claimed.get(0).handling(), "handling of the first");
        assertCarries(sample, claimed.get(1), "the second claim");
        Assertions.assertEquals(Map.of("a", "b"), claimed.get(2).headers(), "headers of the third");
        Assertions.assertEquals(Handling.DEFAULT, claimed.get(2).handling(), "handling of the third");
    }

    private static NewJob sample() {
        return NewJob.of("sample")
                .withHeader("tenant", "7")
                .withRetryPolicy(RetryPolicy.fixed(Duration.ofMinutes(1), 5))
                .withTimeLimit(Duration.ofSeconds(90));
    }

    private static void assertCarries(NewJob expected, ClaimedJob actual, String claim) {
        Assertions.assertEquals(expected.headers(), actual.headers(), "headers with " + claim);
        Assertions.assertEquals(expected.timeLimit(), actual.handling().timeLimit(), "time limit with " + claim);
        Assertions.assertEquals(
                expected.retryPolicy().map(RetryPolicy::format),
                actual.handling().retryPolicy().map(RetryPolicy::format),
                "retry policy with " + claim);
    }

    private static NewJob withHeaders(NewJob job, Map<String, String> headers) {
        NewJob result = job;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            result = result.withHeader(header.getKey(), header.getValue());
        }
        return result;
    }
}
