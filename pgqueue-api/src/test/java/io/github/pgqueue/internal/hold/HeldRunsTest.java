package io.github.pgqueue.internal.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.StoreException;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.internal.claim.Ledger;
import io.github.pgqueue.internal.job.End;
import io.github.pgqueue.internal.job.Run;
import io.github.pgqueue.internal.job.Verdicts;
import io.github.pgqueue.internal.job.Workshop;
import io.github.pgqueue.internal.threads.EngineThreads;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Handling;
import io.github.pgqueue.spi.HeldJobs;
import io.github.pgqueue.spi.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of jobs that are held for a moment. */
class HeldRunsTest {

    private static final Failure FAILURE = Failure.of("test", "no");

    private final EngineThreads threads = new EngineThreads();
    private final Ledger ledger = new Ledger(() -> {});
    private final List<String> told = new ArrayList<>();
    private final List<ClaimedJob> jobs =
            Stream.of(1L, 2L, 3L, 4L).map(HeldRunsTest::job).toList();
    private final List<Run> runs = new ArrayList<>();
    private int allEnded;
    private boolean fails;
    private HeldRuns held;

    private static ClaimedJob job(long id) {
        return new ClaimedJob(
                new Fence(id, 1, 9), "mail", null, Map.of(), 0, Instant.EPOCH, Instant.EPOCH, Handling.DEFAULT);
    }

    @BeforeEach
    void hold() {
        HeldJobs inStore = new HeldJobs() {
            @Override
            public List<ClaimedJob> jobs() {
                return jobs;
            }

            @Override
            public void end(List<Fence> done, List<Fence> running) {
                // Meanwhile another handler ends.
                settle(3, Settlement.success(fence(3)));
                tell("done " + ids(done) + " running " + ids(running));
            }

            @Override
            public void keep(List<Fence> begun) {
                tell("begun " + ids(begun));
            }

            private void tell(String what) {
                if (fails) {
                    throw new StoreException("lost", null);
                }
                told.add(what);
            }
        };
        held = new HeldRuns(inStore, 4, ledger, ledger.hold(), () -> allEnded++);
        Workshop workshop = new Workshop(
                (claimed, job) -> false,
                new Verdicts(SubscribeOptions.parallel(1)),
                threads,
                1,
                () -> true,
                failure -> {},
                0);
        jobs.forEach(job -> runs.add(new Run(job, workshop, held)));
        held.open(runs);
    }

    @AfterEach
    void close() {
        threads.close();
    }

    private static List<Long> ids(List<Fence> fences) {
        return fences.stream().map(Fence::id).sorted().toList();
    }

    private Fence fence(int place) {
        return jobs.get(place).fence();
    }

    private void settle(int place, Settlement settlement) {
        held.settle(runs.get(place), new End(settlement, Duration.ofNanos(1), 1), false);
    }

    private List<Long> unwritten() {
        return ids(ledger.take().ends().stream()
                .map(end -> end.settlement().fence())
                .toList());
    }

    @Test
    void whatIsDoneEndsWithItAndTheRestGoesOn() {
        settle(0, Settlement.success(fence(0)));
        settle(1, Settlement.retry(fence(1), FAILURE, Duration.ZERO));
        settle(2, Settlement.release(fence(2)));
        assertThat(held.isDue()).as("due").isFalse();

        List<End> written = held.letGo();

        assertThat(told).containsExactly("done [1] running [2, 4]");
        assertThat(written).extracting(end -> end.settlement().fence().id()).containsExactly(1L);
        assertThat(unwritten()).as("ends to be told by an exchange").containsExactly(2L, 4L);
        assertThat(ledger.inHand()).as("runs in hand").isZero();
    }

    @Test
    void itIsOverWhenAllHaveEnded() {
        for (int place = 0; place < 4; place++) {
            assertThat(held.isDue()).as("due").isFalse();
            settle(place, Settlement.success(fence(place)));
        }

        assertThat(allEnded).as("how often it was told that all have ended").isEqualTo(1);
        assertThat(held.isDue()).as("due").isTrue();
    }

    @Test
    void whatNobodyHasBegunGoesBackUntouched() {
        assertThat(held.giveBackUnbegun()).containsExactlyInAnyOrderElementsOf(runs);

        assertThat(held.letGo()).isEmpty();

        assertThat(told).containsExactly("done [] running []");
    }

    @Test
    void whatWasBegunIsKeptWhenTheAnswerIsLost() {
        settle(0, Settlement.success(fence(0)));
        settle(1, Settlement.release(fence(1)));
        fails = true;
        for (int times = 0; times < 2; times++) {
            assertThatThrownBy(held::letGo).isInstanceOf(StoreException.class);
            assertThat(held.isDue()).as("due").isTrue();
            assertThat(ledger.owes()).as("the store is owed something").isTrue();
            assertThat(ledger.finished()).as("ends that an exchange may tell").isZero();
        }
        fails = false;

        assertThat(held.letGo()).as("ends that are written").isEmpty();

        assertThat(told).containsExactly("begun [1, 3, 4]");
        assertThat(ledger.inHand()).as("runs in hand").isEqualTo(1);
        settle(2, Settlement.success(fence(2)));
        assertThat(unwritten()).as("ends to be told by an exchange").containsExactly(1L, 3L, 4L);
        assertThat(ledger.inHand()).as("runs in hand").isZero();
    }
}
