package io.github.pgqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PgQueuesConfigTest {

    private static final String URL = "jdbc:postgresql://localhost:5432/app";

    @Test
    void hasTheDocumentedDefaults() {
        PgQueuesConfig config = PgQueuesConfig.of(URL);

        assertThat(config.table()).hasToString("jobs");
        assertThat(config.pollInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.backstopInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.proofInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.wake()).isEqualTo(Wake.AUTO);
        assertThat(config.closeTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.maxConnections()).isEqualTo(10);
        assertThat(config.storeName()).isEmpty();
        assertThat(config.listenerName()).isEmpty();
        assertThat(config.lease()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.retention(JobState.SUCCESS)).isEqualTo(Duration.ofDays(1));
        assertThat(config.retention(JobState.CANCELLED)).isEqualTo(Duration.ofDays(1));
        assertThat(config.retention(JobState.ERROR)).isEqualTo(Duration.ofDays(7));
        assertThat(config.observer()).isEmpty();
    }

    @Test
    void whatIsBuiltDoesNotChangeWithTheBuilder() {
        PgQueuesConfig.Builder builder = PgQueuesConfig.builder(URL).retention(JobState.ERROR, Duration.ZERO);
        PgQueuesConfig config = builder.build();
        builder.retention(JobState.ERROR, Duration.ofDays(3)).lease(Duration.ofDays(1));

        assertThat(config.retention(JobState.ERROR)).isZero();
        assertThat(config.retention(JobState.SUCCESS)).isEqualTo(Duration.ofDays(1));
        assertThat(config.lease()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void retentionIsForFinalStates() {
        assertThatThrownBy(() -> PgQueuesConfig.of(URL).retention(JobState.RUNNING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("retention is for the states SUCCESS, ERROR and CANCELLED: RUNNING");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://h/db?user=u&password=s3cret",
                "jdbc:postgresql://u:s3cret@h/db",
                "jdbc:postgresql://h/db?password=s3cret\n&x=y",
            })
    void showsNoSecret(String url) {
        PgQueuesConfig config = PgQueuesConfig.builder(url)
                .listenUrl(url)
                .credentials("u", "s3cret")
                .build();

        assertThat(config.toString()).doesNotContain("s3cret").contains("listenUrl jdbc:postgresql://");
    }

    @Test
    void showsNoSecretOfWhatIsNoUrl() {
        assertThatThrownBy(() -> PgQueuesConfig.of("postgres://u:s3cret@h/db"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("url must be a JDBC URL")
                .hasMessageNotContaining("s3cret");
    }

    static Stream<Arguments> refused() {
        PgQueuesConfig.Builder builder = PgQueuesConfig.builder(URL);
        return Stream.of(
                refusal(() -> builder.pollInterval(Duration.ZERO), "pollInterval must be from PT0.001S to PT24H: PT0S"),
                refusal(
                        () -> builder.pollInterval(Duration.ofDays(2)),
                        "pollInterval must be from PT0.001S to PT24H: PT48H"),
                refusal(() -> builder.backstopInterval(Duration.ofNanos(1)), "backstopInterval must be from"),
                refusal(
                        () -> builder.proofInterval(Duration.ofMillis(99)),
                        "proofInterval must be from PT0.1S to PT24H: PT0.099S"),
                refusal(
                        () -> builder.closeTimeout(Duration.ofMillis(-1)),
                        "closeTimeout must be from PT0S to PT24H: PT-0.001S"),
                refusal(
                        () -> builder.connectTimeout(Duration.ZERO),
                        "connectTimeout must be from PT0.25S to PT24H: PT0S"),
                refusal(() -> builder.maxConnections(0), "maxConnections must be from 1 to 1000: 0"),
                refusal(() -> builder.lease(Duration.ofMillis(999)), "lease must be from PT1S to PT24H: PT0.999S"),
                refusal(() -> builder.lease(Duration.ofDays(2)), "lease must be from PT1S to PT24H: PT48H"),
                refusal(
                        () -> builder.retention(JobState.ERROR, Duration.ofMillis(-1)),
                        "retention of ERROR must be from PT0S to PT876000H: PT-0.001S"),
                refusal(
                        () -> builder.retention(JobState.NEW, Duration.ZERO),
                        "retention is for the states SUCCESS, ERROR and CANCELLED: NEW"),
                refusal(
                        () -> SubscribeOptions.parallel(1).withTimeLimit(Duration.ZERO),
                        "timeLimit must be from PT0.001S to PT876000H: PT0S"),
                refusal(() -> builder.backend(" "), "store must not be blank: ' '"),
                refusal(() -> builder.listenUrl("localhost"), "listenUrl must be a JDBC URL"),
                refusal(() -> builder.table("a b"), "table must have only"),
                refusal(() -> SubscribeOptions.parallel(0), "parallel must be from 1 to 10000: 0"));
    }

    private static Arguments refusal(Runnable call, String message) {
        return Arguments.of(call, message);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWithSettingRuleAndValue(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
