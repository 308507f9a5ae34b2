package io.github.pgqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NewJobPropertyTest {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
    private static final String MARK = "s3cr3t";

    @Provide
    static Arbitrary<String> texts() {
        return HostileTexts.any();
    }

    @Provide
    static Arbitrary<Duration> durations() {
        return HostileTimes.durations();
    }

    @Provide
    static Arbitrary<Instant> instants() {
        return HostileTimes.instants();
    }

    @Property
    void takesPayloadsAsTheyAre(@ForAll byte[] payload) {
        assertThat(NewJob.of(payload).payload()).isSameAs(payload);
    }

    @Property
    void readsAnyTextAsUtf8(@ForAll("texts") String text) {
        assertThat(NewJob.of(text).payload()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property
    void checksPriorities(@ForAll int priority) {
        boolean allowed = priority >= -32768 && priority <= 32767;
        Refusals.check(allowed, () -> NewJob.of("x").withPriority(priority), "priority must", priority);
    }

    @Property
    void checksDelays(@ForAll("durations") Duration delay) {
        boolean allowed = !delay.isNegative() && delay.compareTo(RetryPolicy.LONGEST_DELAY) <= 0;
        Refusals.check(allowed, () -> NewJob.of("x").withDelay(delay), "delay must", delay);
    }

    @Property
    void checksTimeLimits(@ForAll("durations") Duration limit) {
        boolean allowed = limit.compareTo(Duration.ofMillis(1)) >= 0 && limit.compareTo(RetryPolicy.LONGEST_DELAY) <= 0;
        Refusals.check(allowed, () -> NewJob.of("x").withTimeLimit(limit), "timeLimit must", limit);
        Refusals.check(allowed, () -> SubscribeOptions.parallel(1).withTimeLimit(limit), "timeLimit must", limit);
    }

    @Property
    void checksDueTimes(@ForAll("instants") Instant time) {
        boolean allowed = !time.isBefore(FIRST) && time.isBefore(END);
        Refusals.check(allowed, () -> NewJob.of("x").withRunAt(time), "time must", time);
        Refusals.check(allowed, () -> JobFilter.in(JobState.NEW).since(time), "time must", time);
        Refusals.check(allowed, () -> JobFilter.in(JobState.NEW).until(time), "time must", time);
        Refusals.check(allowed, () -> JobExit.retryAt(time, null), "time must", time);
    }

    /** What a header holds may be a secret: a refusal tells its length and not its text. */
    @Property
    void checksHeaders(@ForAll("texts") String name, @ForAll("texts") String value) {
        boolean allowed = HostileTexts.length(name) >= 1
                && HostileTexts.length(name) <= 255
                && HostileTexts.length(value) <= 4096
                && HostileTexts.isWellFormed(name)
                && HostileTexts.isWellFormed(value);
        if (allowed) {
            assertThat(NewJob.of("x").withHeader(name, value).headers()).isEqualTo(Map.of(name, value));
        } else {
            assertThatThrownBy(() -> NewJob.of("x").withHeader(name, value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .startsWith("header ")
                    .matches("[ -~]*");
        }
    }

    @Property
    void checksKeys(@ForAll("texts") String key) {
        boolean allowed =
                HostileTexts.length(key) >= 1 && HostileTexts.length(key) <= 255 && HostileTexts.isWellFormed(key);
        if (allowed) {
            assertThat(UniqueKey.of(key).key()).isEqualTo(key);
        } else {
            assertThatThrownBy(() -> UniqueKey.of(key))
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .startsWith("uniqueKey must ")
                    .matches("[ -~]*");
        }
    }

    @Property
    void checksTimesOfKeys(@ForAll("durations") Duration one, @ForAll("durations") Duration other) {
        UniqueKey key = UniqueKey.of("k");
        boolean isPeriod = one.compareTo(Duration.ofMillis(1)) >= 0 && one.compareTo(RetryPolicy.LONGEST_DELAY) <= 0;
        Refusals.check(isPeriod, () -> key.within(one), "period must", one);

        boolean isQuiet = !one.isNegative() && one.compareTo(other) <= 0;
        if (isQuiet && other.compareTo(RetryPolicy.LONGEST_DELAY) <= 0) {
            assertThat(key.debounce(one, other).quiet()).isEqualTo(one);
        } else {
            assertThatThrownBy(() -> key.debounce(one, other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .matches("(delay|longest) must .*")
                    .containsAnyOf(one.toString(), other.toString());
        }
    }

    @Property
    void showsNoSecret(@ForAll("texts") String around) {
        String secret = MARK + around.replaceAll("[\0\uD800-\uDFFF]", "") + MARK;
        NewJob job = NewJob.of(secret).withHeader("token", secret.substring(0, Math.min(secret.length(), 4096)));
        UniqueKey key = UniqueKey.of(MARK + secret.length());

        assertThat(job.withUniqueKey(key).toString()).doesNotContain(MARK);
        assertThat(key.toString()).doesNotContain(MARK);
    }

    @Provide
    static Arbitrary<Integer> workers() {
        return Arbitraries.oneOf(Arbitraries.integers(), Arbitraries.integers().between(-2, 10_002));
    }

    @Property
    void checksWorkers(@ForAll("workers") int workers) {
        boolean allowed = workers >= 1 && workers <= 10_000;
        Refusals.check(allowed, () -> SubscribeOptions.parallel(workers), "parallel must", workers);
    }
}
