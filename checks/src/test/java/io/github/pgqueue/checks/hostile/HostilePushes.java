package io.github.pgqueue.checks.hostile;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.UniqueKey;
import java.time.Duration;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Jobs that the library takes, with all that it takes. */
final class HostilePushes {

    private static final String[] NASTY = {
        "' or 1=1; drop table jobs; --",
        "\"",
        "$$; end",
        "\\",
        "\\x00",
        "{jobs}",
        ":queue",
        "?",
        "{\"a\": \"\\u0000\"}",
        "\u2028\r\n\t\u0001",
        "\uFEFF\uFFFE\uFFFF",
        "\uD83D\uDE00",
        "\u202Egnp",
        "c1,,x",
        " ",
        "\u00e4".repeat(255),
        "\uD83D\uDE00".repeat(255),
    };

    private HostilePushes() {}

    /** From 1 to 255 characters that a database can keep. */
    static Arbitrary<String> names() {
        Arbitrary<String> any = Arbitraries.strings()
                .all()
                .ofMinLength(1)
                .ofMaxLength(100)
                .map(text -> text.replaceAll("[\0\uD800-\uDFFF]", "_"));
        return Arbitraries.oneOf(Arbitraries.of(NASTY), any);
    }

    static Arbitrary<NewJob> jobs() {
        return Combinators.combine(
                        payloads(),
                        Arbitraries.maps(names(), values()).ofMaxSize(6),
                        Arbitraries.integers().between(Short.MIN_VALUE, Short.MAX_VALUE),
                        policies().optional(),
                        Arbitraries.longs().between(1, 3_153_600_000_000L).optional(),
                        names().optional())
                .as((job, headers, priority, policy, limit, key) -> {
                    NewJob more = job.withPriority(priority);
                    for (Map.Entry<String, String> header : headers.entrySet()) {
                        more = more.withHeader(header.getKey(), header.getValue());
                    }
                    more = policy.map(more::withRetryPolicy).orElse(more);
                    more = limit.map(Duration::ofMillis)
                            .map(more::withTimeLimit)
                            .orElse(more);
                    return key.map(UniqueKey::of).map(more::withUniqueKey).orElse(more);
                });
    }

    private static Arbitrary<NewJob> payloads() {
        return Arbitraries.oneOf(
                Arbitraries.create(NewJob::withoutPayload),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(NewJob::of),
                names().map(NewJob::of));
    }

    private static Arbitrary<String> values() {
        return Arbitraries.oneOf(names(), Arbitraries.of("", "x".repeat(4096)));
    }

    private static Arbitrary<RetryPolicy> policies() {
        return Arbitraries.of(
                RetryPolicy.none(),
                RetryPolicy.exponential(),
                RetryPolicy.fixed(Duration.ofNanos(1), 1_000_000),
                RetryPolicy.delays(Duration.ZERO, Duration.ofDays(36_500)));
    }
}
