package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;

/** Rules S4.4, S4.5 and S4.7: ends after which a job waits again, or as if it had never been claimed. */
public abstract class AgainContract extends StoreContract {

    /** For subclasses. */
    protected AgainContract() {}

    @Checks("S4.4")
    void retryCountsTheAttemptAndKeepsTheMessage() {
        long id = insert("x");
        settle(Settlement.retry(claimOne().fence(), Failure.of("test", SettleContract.ODD), Duration.ZERO));
        JobInfo job = info(id);
        Assertions.assertEquals(JobState.NEW, job.state(), "state");
        Assertions.assertEquals(1, job.attempt(), "attempt");
        Assertions.assertEquals(Optional.of("test: " + SettleContract.ODD), job.error(), "the message kept");
        ClaimedJob again = claimOne();
        Assertions.assertEquals(id, again.id(), "claimed again at once, with no delay");
        Assertions.assertEquals(2, again.attempt(), "the next attempt");
        Assertions.assertEquals(0, again.handling().excused(), "attempts excused");
    }

    @Checks("S4.4")
    void retryPutsTheJobOff() {
        ClaimedJob claimed = running("x");
        settle(Settlement.retry(claimed.fence(), Failure.of("test", "busy"), Duration.ofMinutes(90)));
        assertPutOff(Duration.ofMinutes(90), info(claimed.id()));
    }

    @Checks("S4.4")
    void retryAtATimeToTheMicrosecond() {
        Instant time = now().plus(HOUR).truncatedTo(ChronoUnit.SECONDS).plus(123_457, ChronoUnit.MICROS);
        for (Instant due : List.of(time, Instant.parse("9999-12-31T23:59:59.999999Z"))) {
            ClaimedJob claimed = running("x");
            settle(Settlement.retryAt(claimed.fence(), FAILURE, due));
            JobInfo job = info(claimed.id());
            Assertions.assertEquals(JobState.NEW, job.state(), "state");
            Assertions.assertEquals(1, job.attempt(), "attempt");
            Assertions.assertEquals(Optional.of(FAILURE.describe()), job.error(), "the message kept");
            Assertions.assertEquals(due, job.runAt(), "due time");
            Assertions.assertEquals(List.of(), claim(1), "jobs claimed before they are due");
        }
    }

    @Checks("S4.4")
    void retryAtATimeThatIsOverMeansAtOnce() {
        ClaimedJob claimed = running("x");
        settle(Settlement.retryAt(claimed.fence(), FAILURE, Instant.EPOCH));
        Assertions.assertEquals(claimed.id(), claimOne().id(), "claimed again");
    }

    @Checks("S4.4")
    void delaysAndTimesInOneGo() {
        store().insert(QUEUE, jobs("a", "b", "c"));
        List<ClaimedJob> claimed = claim(3);
        Instant time = now().plus(HOUR);
        settle(
                Settlement.retry(claimed.get(0).fence(), FAILURE, Duration.ofMinutes(90)),
                Settlement.retryAt(claimed.get(1).fence(), FAILURE, time),
                Settlement.retry(claimed.get(2).fence(), FAILURE, Duration.ZERO));
        Assertions.assertEquals(claimed.get(2).id(), claimOne().id(), "claimed again");
        assertPutOff(Duration.ofMinutes(90), info(claimed.get(0).id()));
        Assertions.assertEquals(time, info(claimed.get(1).id()).runAt(), "due time");
    }

    @Checks("S4.5")
    void releaseIsAsIfTheJobHadNotBeenClaimed() {
        long id = insert("x");
        JobInfo before = info(id);
        settle(Settlement.release(claimOne().fence()));
        assertAsBefore(before, info(id));
        Assertions.assertEquals(1, claimOne().attempt(), "the next attempt");
    }

    @Checks("S4.5")
    void releaseAfterARetryTakesOneAttemptBack() {
        long id = insert("x");
        settle(Settlement.retry(claimOne().fence(), Failure.of("test", "busy"), Duration.ZERO));
        JobInfo before = info(id);
        settle(Settlement.release(claimOne().fence()));
        assertAsBefore(before, info(id));
        Assertions.assertEquals(2, claimOne().attempt(), "the next attempt");
    }

    /** Who gave it back has not asked the retry policy about the loss: the next one must. */
    @Checks("S4.5")
    void releaseDoesNotForgetARescue() {
        running("x");
        store().rescue();
        settle(Settlement.release(claimOne().fence()));
        Assertions.assertTrue(claimOne().handling().rescued(), "rescued, at the claim after the release");
    }

    @Checks("S4.5")
    void abandonEndsTheJobAndCountsNothing() {
        long id = insert("x");
        settle(Settlement.retry(claimOne().fence(), Failure.of("test", "busy"), Duration.ZERO));
        JobInfo before = info(id);
        settle(Settlement.abandon(claimOne().fence()));
        JobInfo after = info(id);
        Assertions.assertEquals(JobState.ERROR, after.state(), "state");
        assertUntouched(before, after);
        Assertions.assertEquals(List.of(), claim(1), "jobs claimed");
    }

    private static void assertAsBefore(JobInfo before, JobInfo after) {
        Assertions.assertEquals(JobState.NEW, after.state(), "state");
        assertUntouched(before, after);
    }

    private static void assertUntouched(JobInfo before, JobInfo after) {
        Assertions.assertEquals(before.attempt(), after.attempt(), "attempt");
        Assertions.assertEquals(before.runAt(), after.runAt(), "due time");
        Assertions.assertEquals(before.error(), after.error(), "message of an earlier failure");
        Assertions.assertEquals(before.errors(), after.errors(), "earlier failures");
    }

    @Checks("S4.7")
    void snoozeCountsTheAttemptAndExcusesIt() {
        long id = insert("x");
        for (int i = 1; i <= 3; i++) {
            settle(Settlement.snooze(claimOne().fence(), Duration.ZERO));
            Assertions.assertEquals(JobState.NEW, info(id).state(), "state");
            Assertions.assertEquals(i, info(id).attempt(), "attempt");
            Assertions.assertEquals(Optional.empty(), info(id).error(), "a failure, of which there was none");
        }
        ClaimedJob job = claimOne();
        Assertions.assertEquals(4, job.attempt(), "the next attempt");
        Assertions.assertEquals(3, job.handling().excused(), "attempts excused");
    }

    @Checks("S4.7")
    void failuresBeforeAndAfterASnoozeAreNotExcused() {
        ClaimedJob first = running("x");
        settle(Settlement.retry(first.fence(), FAILURE, Duration.ZERO));
        JobInfo before = info(first.id());
        settle(Settlement.snooze(claimOne().fence(), Duration.ZERO));
        Assertions.assertEquals(before.errors(), info(first.id()).errors(), "earlier failures");
        settle(Settlement.retry(claimOne().fence(), FAILURE, Duration.ZERO));
        ClaimedJob last = claimOne();
        Assertions.assertEquals(4, last.attempt(), "attempt");
        Assertions.assertEquals(1, last.handling().excused(), "attempts excused");
    }

    @Checks("S4.7")
    void snoozePutsTheJobOff() {
        ClaimedJob claimed = running("x");
        settle(Settlement.snooze(claimed.fence(), Duration.ofMinutes(90)));
        assertPutOff(Duration.ofMinutes(90), info(claimed.id()));
    }

    private void assertPutOff(Duration delay, JobInfo job) {
        assertClose(delay, Duration.between(job.updatedAt(), job.runAt()), "time from the settlement to the due time");
        Assertions.assertEquals(List.of(), claim(1), "jobs claimed before they are due");
    }
}
