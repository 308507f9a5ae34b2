package io.github.pgqueue.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettlementTest {

    private static final Fence FENCE = new Fence(7, 2, 3);
    private static final Failure FAILURE = Failure.of("type", "s3cret");
    private static final byte[] SECRET = "s3cret".getBytes(StandardCharsets.UTF_8);

    @Test
    void aRetryHasADelayOrATime() {
        Instant at = Instant.parse("2030-01-01T00:00:00Z");

        assertThat(Settlement.retry(FENCE, FAILURE, Duration.ofSeconds(1)).dueAt())
                .isEmpty();
        assertThat(Settlement.retryAt(FENCE, FAILURE, at).dueAt()).contains(at);
    }

    @Test
    void showsNeitherFailureNorResult() {
        assertThat(Settlement.error(FENCE, FAILURE).toString()).doesNotContain("s3cret");
        assertThat(Settlement.success(FENCE, SECRET)).hasToString("Settlement[" + FENCE + ", SUCCESS]");
    }

    @Test
    void aClaimedJobShowsNeitherPayloadNorHeaders() {
        ClaimedJob job = new ClaimedJob(
                FENCE,
                "mail",
                SECRET,
                Map.of("trace", "s3cret"),
                0,
                Instant.EPOCH,
                Instant.EPOCH,
                new Handling(Optional.empty(), Optional.empty(), 0, false));

        assertThat(job).hasToString("Job[mail 7, attempt 2]");
    }
}
