package io.github.pgqueue.internal.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.internal.job.End;
import io.github.pgqueue.internal.job.Jobs;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Handling;
import io.github.pgqueue.spi.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Jobs are claimed ahead only as far as they are short. */
class RunAheadTest {

    private static final Duration SHORT = Duration.ofNanos(2_000);

    private final RunAhead ahead = new RunAhead(10);

    private static List<End> ends(int count, Duration each) {
        return Collections.nCopies(
                count, new End(Settlement.success(Jobs.attempt(1).fence()), each, 1));
    }

    private static List<ClaimedJob> claimed(int count) {
        return Collections.nCopies(count, Jobs.attempt(1));
    }

    private void fullClaims(int claims, Duration each) {
        for (int claim = 0; claim < claims; claim++) {
            ahead.learn(ends(10, each), claimed(10), 10);
        }
    }

    @Test
    void nothingIsKnownAtFirst() {
        assertThat(ahead.jobs()).isZero();
        ahead.learn(List.of(), claimed(10), 10);
        assertThat(ahead.jobs()).isZero();
    }

    @Test
    void itGrowsStepByStepWhileThereIsABacklog() {
        fullClaims(1, SHORT);
        assertThat(ahead.jobs()).isEqualTo(10);
        fullClaims(1, SHORT);
        assertThat(ahead.jobs()).isEqualTo(20);
        fullClaims(10, SHORT);
        int most = ahead.jobs();
        fullClaims(1, SHORT);
        assertThat(ahead.jobs()).as("it has an end").isEqualTo(most);
    }

    @Test
    void manyThatTakeNoTimeAreForMoments() {
        fullClaims(3, SHORT);
        assertThat(ahead.isForMoments()).as("with %d jobs", ahead.jobs()).isFalse();
        fullClaims(1, SHORT);
        assertThat(ahead.isForMoments()).as("with %d jobs", ahead.jobs()).isTrue();
    }

    /** They would mostly be written twice after all. */
    @Test
    void thoseThatTakeMillisecondsAreNotForMoments() {
        RunAhead ofMany = new RunAhead(100);
        for (int claim = 0; claim < 10; claim++) {
            ofMany.learn(ends(10, Duration.ofMillis(10)), claimed(10), 10);
        }
        assertThat(ofMany.jobs()).isEqualTo(100);
        assertThat(ofMany.isForMoments()).isFalse();
    }

    @Test
    void withoutABacklogThereIsNone() {
        fullClaims(5, SHORT);
        ahead.learn(ends(10, SHORT), claimed(9), 10);
        assertThat(ahead.jobs()).isZero();
    }

    @Test
    void whatOnlyEndsJobsTeachesNothing() {
        fullClaims(2, SHORT);
        ahead.learn(ends(10, Duration.ofHours(1)), List.of(), 0);
        assertThat(ahead.jobs()).isEqualTo(20);
    }

    @Test
    void itIsAsManyAsBeginInTime() {
        fullClaims(20, RunAhead.TIME.dividedBy(2));
        assertThat(ahead.jobs()).isEqualTo(20);
    }

    @Test
    void forLongJobsThereIsNoneFromTheFirstLongOneOn() {
        fullClaims(5, SHORT);
        fullClaims(1, Duration.ofSeconds(1));
        assertThat(ahead.jobs()).isZero();
    }

    @Test
    void whereAProcessMayHaveDiedOfAJobNoOthersGoWithIt() {
        fullClaims(5, SHORT);
        ahead.learn(ends(1, SHORT), List.of(Jobs.rescued(2)), 1);
        assertThat(ahead.jobs()).isZero();
    }

    @Test
    void whatWasWrongIsForgotten() {
        fullClaims(5, SHORT);
        ahead.wasWrong();
        assertThat(ahead.jobs()).isZero();
    }

    @Test
    void largePayloadsAreNotHeldByTheHundred() {
        ClaimedJob large = new ClaimedJob(
                Jobs.attempt(1).fence(),
                "mail",
                new byte[1 << 20],
                Map.of(),
                0,
                Instant.EPOCH,
                Instant.EPOCH,
                Handling.DEFAULT);
        for (int claim = 0; claim < 10; claim++) {
            ahead.learn(ends(10, SHORT), Collections.nCopies(10, large), 10);
        }
        assertThat(ahead.jobs()).isEqualTo(8);
    }
}
