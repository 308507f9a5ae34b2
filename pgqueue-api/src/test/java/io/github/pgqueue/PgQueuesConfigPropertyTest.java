package io.github.pgqueue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PgQueuesConfigPropertyTest {

    private static final String URL = "jdbc:postgresql://localhost:5432/app";
    private static final Duration DAY = Duration.ofDays(1);
    private static final String MARK = "s3cr3t";

    @Provide
    static Arbitrary<Duration> durations() {
        return Arbitraries.oneOf(
                HostileTimes.durations(),
                Arbitraries.longs().between(0, 100_000).map(Duration::ofSeconds));
    }

    @Provide
    static Arbitrary<String> texts() {
        return HostileTexts.any();
    }

    /** A password wherever an address can have one, with whatever characters around it. */
    @Provide
    static Arbitrary<String> secretUrls() {
        Arbitrary<String> noise =
                Arbitraries.strings().withChars("ab:@/?&=;%#+\n\\ ").ofMaxLength(4);
        Arbitrary<String> secret = Combinators.combine(noise, noise).as((before, after) -> before + MARK + after);
        return Combinators.combine(
                        Arbitraries.of("jdbc:postgresql:", "jdbc:pgsql:", "jdbc:", "postgres:", ""),
                        Arbitraries.of("//u:%s@h/db", "//u:%s@h1,h2:5432/", "u:%s@h/db", "//h/db?user=u&password=%s"),
                        secret)
                .as((scheme, form, password) -> scheme + form.formatted(password));
    }

    @Property
    void checksTimes(@ForAll("durations") Duration time) {
        PgQueuesConfig.Builder builder = PgQueuesConfig.builder(URL);
        Refusals.check(
                isWithin(time, Duration.ofMillis(1), DAY), () -> builder.pollInterval(time), "pollInterval", time);
        Refusals.check(
                isWithin(time, Duration.ofMillis(1), DAY),
                () -> builder.backstopInterval(time),
                "backstopInterval must",
                time);
        Refusals.check(
                isWithin(time, Duration.ofMillis(100), DAY),
                () -> builder.proofInterval(time),
                "proofInterval must",
                time);
        Refusals.check(isWithin(time, Duration.ZERO, DAY), () -> builder.closeTimeout(time), "closeTimeout must", time);
        Refusals.check(
                isWithin(time, Duration.ofMillis(250), DAY),
                () -> builder.connectTimeout(time),
                "connectTimeout must",
                time);
        Refusals.check(isWithin(time, Duration.ofSeconds(1), DAY), () -> builder.lease(time), "lease must", time);
    }

    @Property
    void checksRetention(@ForAll JobState state, @ForAll("durations") Duration time) {
        boolean allowed = state.isFinal() && isWithin(time, Duration.ZERO, RetryPolicy.LONGEST_DELAY);
        Refusals.check(
                allowed,
                () -> PgQueuesConfig.builder(URL).retention(state, time),
                "retention",
                state.isFinal() ? time : state);
    }

    private static boolean isWithin(Duration time, Duration least, Duration most) {
        return time.compareTo(least) >= 0 && time.compareTo(most) <= 0;
    }

    @Property
    void checksConnections(@ForAll int connections) {
        boolean allowed = connections >= 1 && connections <= 1000;
        Refusals.check(
                allowed,
                () -> PgQueuesConfig.builder(URL).maxConnections(connections),
                "maxConnections must",
                connections);
    }

    @Property
    void checksNamesOfBackends(@ForAll("texts") String name) {
        boolean allowed = !name.isBlank();
        Refusals.check(allowed, () -> PgQueuesConfig.builder(URL).store(name), "store must", name);
        Refusals.check(allowed, () -> PgQueuesConfig.builder(URL).listener(name), "listener must", name);
    }

    @Property
    void showsNoPassword(@ForAll("secretUrls") String url) {
        try {
            PgQueuesConfig config = PgQueuesConfig.builder(url)
                    .listenUrl(url)
                    .credentials("u", MARK)
                    .build();
            assertThat(config.toString()).doesNotContain(MARK);
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage())
                    .startsWith("url must be a JDBC URL")
                    .doesNotContain(MARK);
        }
    }
}
