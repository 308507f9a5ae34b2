package io.github.pgqueue.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.internal.threads.EngineThreads;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SingleJobsTest {

    private final EngineThreads threads = new EngineThreads();
    private final Semaphore looks = new Semaphore(0);
    private final SingleJobs jobs = new SingleJobs(threads::alarm, looks::release);

    @AfterEach
    void stop() {
        threads.close();
    }

    /** One that loses whenever it looks, until it holds back; the job that it holds back for. */
    private long heldBack() {
        long id = 0;
        while (jobs.heard(++id, true)) {
            Look look = jobs.take();
            assertThat(look.byRing()).isTrue();
            jobs.found(look, List.of(), false);
        }
        return id;
    }

    private boolean looksLater() throws InterruptedException {
        return looks.tryAcquire(200, TimeUnit.MILLISECONDS);
    }

    @Test
    void looksAtOnceWhereNobodyElseDoes() {
        for (long id = 0; id < 100; id++) {
            assertThat(jobs.heard(id, false)).isTrue();
            jobs.found(jobs.take(), List.of(), false);
        }
        assertThat(jobs.heard(100, true)).as("none of these was lost to others").isTrue();
    }

    @Test
    void looksAllTheSameWhenItHasHeldBack() throws InterruptedException {
        long id = heldBack();

        assertThat(looksLater()).isTrue();

        assertThat(jobs.take().ids()).contains(id);
    }

    @Test
    void needNotLookForWhatIsTaken() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            jobs.taken(heldBack());

            assertThat(looksLater()).isFalse();
            assertThat(jobs.take().ids()).isEmpty();
        }
    }

    @Test
    void looksForTheOtherWhenOneOfTwoIsTaken() throws InterruptedException {
        long first = heldBack();
        jobs.heard(-1, true);

        jobs.taken(first);

        assertThat(looks.tryAcquire(10, TimeUnit.SECONDS) || !jobs.take().ids().isEmpty())
                .isTrue();
    }

    @Test
    void looksAgainForWhatIsRungForOnceMore() {
        long id = heldBack();
        jobs.taken(id);

        // As when who took it has given it back.
        jobs.heard(id, false);

        assertThat(jobs.take().ids()).containsExactly(id);
    }

    @Test
    void aLookForAllIsALookForEach() throws InterruptedException {
        heldBack();

        jobs.take();

        assertThat(looksLater()).as("it looks once more").isFalse();
    }

    @Test
    void tellsOfWhatOthersWereToldOfAlone() {
        jobs.heard(1, false);
        jobs.pushed(2, false);
        Look look = jobs.take();

        assertThat(look.among(List.of(1L, 2L, 3L))).containsExactly(1L, 2L);

        jobs.found(look, List.of(1L), true);
        assertThat(jobs.take().among(List.of(2L))).as("what is claimed next").containsExactly(2L);
    }

    @Test
    void theEchoOfAPushIsNoNews() {
        jobs.pushed(1, true);
        jobs.take();

        assertThat(jobs.heard(1, false)).isFalse();
        assertThat(jobs.take().ids()).isEmpty();
        assertThat(jobs.heard(1, false)).as("a second ring for the job").isTrue();
    }

    @Test
    void losesNothingToOthersByWhatItPushedItself() {
        for (long id = 0; id < 100; id++) {
            jobs.pushed(id, false);
            jobs.found(jobs.take(), List.of(id), false);
            // Its ring was part of its transaction, and may come before or after.
            assertThat(jobs.heard(id, true)).isTrue();
            jobs.found(jobs.take(), List.of(), false);
        }
        assertThat(jobs.heard(100, true)).isTrue();
    }

    @Test
    void knowsThatItLookedInVainOnceAllIsTakenThatItLookedFor() {
        jobs.heard(1, true);
        jobs.heard(2, true);
        jobs.take();

        assertThat(jobs.taken(3)).isFalse();
        assertThat(jobs.taken(1)).isFalse();
        assertThat(jobs.isInVain()).isFalse();
        assertThat(jobs.taken(2)).isTrue();
        assertThat(jobs.isInVain()).isTrue();

        jobs.take();
        assertThat(jobs.isInVain()).as("the next look").isFalse();
    }

    @Test
    void whatIsRungForAfterMoreThanTheEchoIsNews() {
        jobs.pushed(1, true);
        jobs.heardOfMore();

        assertThat(jobs.heard(1, false)).isTrue();
    }

    @Test
    void looksAtOnceWhereThereIsMuch() {
        int told = 0;
        heldBack();
        while (!jobs.heard(1_000 + told, true)) {
            told++;
        }
        assertThat(told).isLessThanOrEqualTo(64);
        assertThat(jobs.take().ids()).hasSizeLessThanOrEqualTo(64);
    }
}
