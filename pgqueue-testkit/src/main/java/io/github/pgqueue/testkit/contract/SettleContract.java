package io.github.pgqueue.testkit.contract;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;

/** Rules S4.1, S4.4 and S4.5: what each end makes of a job. */
public abstract class SettleContract extends StoreContract {

    private static final String ODD = "no: 'quoted' \"twice\" \\ {} [] , ; %s $1 ?\n\tGrüße, 日本語, 🎉";

    /** For subclasses. */
    protected SettleContract() {}

    @Checks("S4.1")
    void successAndError() {
        store().insert(QUEUE, jobs("success", "error"));
        List<ClaimedJob> claimed = claim(2);
        settle(
                Settlement.success(claimed.get(0).fence()),
                Settlement.error(claimed.get(1).fence(), "no such mailbox"));

        JobInfo success = info(claimed.get(0).id());
        Assertions.assertEquals(JobState.SUCCESS, success.state(), "state after success");
        Assertions.assertEquals(Optional.empty(), success.error(), "error after success");
        Assertions.assertEquals(1, success.attempt(), "attempt after success");
        JobInfo error = info(claimed.get(1).id());
        Assertions.assertEquals(JobState.ERROR, error.state(), "state after error");
        Assertions.assertEquals(Optional.of("no such mailbox"), error.error(), "the message kept");
        Assertions.assertEquals(1, error.attempt(), "attempt after error");
        Assertions.assertEquals(error.createdAt(), error.runAt(), "due time after error");
    }

    @Checks("S4.1")
    void anyMessageIsKept() {
        List<String> messages = List.of("", ODD, "x".repeat(4_000), "null");
        store().insert(QUEUE, jobs("a", "b", "c", "d"));
        List<ClaimedJob> claimed = claim(4);
        for (int i = 0; i < messages.size(); i++) {
            settle(Settlement.error(claimed.get(i).fence(), messages.get(i)));
            JobInfo job = info(claimed.get(i).id());
            Assertions.assertEquals(JobState.ERROR, job.state(), "state");
            Assertions.assertEquals(messages.get(i), job.error().orElse(""), "the message kept");
        }
    }

    @Checks("S4.1")
    void charactersThatNoTextCanHoldDoNotHinder() {
        store().insert(QUEUE, jobs("nul", "surrogate"));
        List<ClaimedJob> claimed = claim(2);
        settle(
                Settlement.error(claimed.get(0).fence(), "before\0after"),
                Settlement.error(claimed.get(1).fence(), "before\uD800after"));
        for (ClaimedJob job : claimed) {
            Assertions.assertEquals(JobState.ERROR, info(job.id()).state(), "state");
            String kept = info(job.id()).error().orElse("nothing");
            Assertions.assertTrue(
                    kept.startsWith("before") && kept.endsWith("after"), "the rest of the message is kept: " + kept);
        }
    }

    @Checks("S4.1")
    void manyOfAllKindsAndAClaimInOneGo() {
        store().insert(QUEUE, Collections.nCopies(400, jobs("x").get(0)));
        List<ClaimedJob> claimed = claim(400);
        long next = insert("next");
        List<Settlement> ends = new ArrayList<>();
        for (int i = 0; i < claimed.size(); i++) {
            ends.add(end(i % 4, claimed.get(i)));
        }
        ExchangeResult result = exchange(1000, ends.toArray(Settlement[]::new));
        Assertions.assertEquals(List.of(), result.lost(), "lost settlements");
        Assertions.assertTrue(ids(result.claimed()).contains(next), "the job that waits is claimed");
        for (int i = 0; i < claimed.size(); i++) {
            JobInfo job = info(claimed.get(i).id());
            Assertions.assertTrue(isRight(i % 4, job), "after an end of kind " + i % 4 + ": " + job);
        }
    }

    private static Settlement end(int kind, ClaimedJob job) {
        return switch (kind) {
            case 0 -> Settlement.success(job.fence());
            case 1 -> Settlement.error(job.fence(), "error of " + job.id());
            case 2 -> Settlement.retry(job.fence(), "retry of " + job.id(), Duration.ofHours(1));
            default -> Settlement.release(job.fence());
        };
    }

    /** A release may be claimed again in the same go, or not. */
    private static boolean isRight(int kind, JobInfo job) {
        Optional<String> error = job.error();
        return switch (kind) {
            case 0 -> job.state() == JobState.SUCCESS && error.isEmpty();
            case 1 -> job.state() == JobState.ERROR && error.equals(Optional.of("error of " + job.id()));
            case 2 -> job.state() == JobState.NEW && error.equals(Optional.of("retry of " + job.id()));
            default -> job.attempt() == (job.state() == JobState.RUNNING ? 1 : 0);
        };
    }

    @Checks("S4.4")
    void retryCountsTheAttemptAndKeepsTheMessage() {
        long id = insert("x");
        settle(Settlement.retry(claimOne().fence(), ODD, Duration.ZERO));
        JobInfo job = info(id);
        Assertions.assertEquals(JobState.NEW, job.state(), "state");
        Assertions.assertEquals(1, job.attempt(), "attempt");
        Assertions.assertEquals(Optional.of(ODD), job.error(), "the message kept");
        Assertions.assertEquals(List.of(id), ids(claim(1)), "claimed again at once, with no delay");
    }

    @Checks("S4.4")
    void retryPutsTheJobOff() {
        long id = insert("x");
        settle(Settlement.retry(claimOne().fence(), "busy", Duration.ofMinutes(90)));
        JobInfo job = info(id);
        Duration later = Duration.between(job.updatedAt(), job.runAt());
        Assertions.assertTrue(
                later.minusMinutes(90).abs().compareTo(Duration.ofSeconds(1)) < 0,
                "put off by 90 minutes since the settlement: " + later);
        Assertions.assertEquals(List.of(), claim(1), "jobs claimed before they are due");
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
        settle(Settlement.retry(claimOne().fence(), "busy", Duration.ZERO));
        JobInfo before = info(id);
        settle(Settlement.release(claimOne().fence()));
        assertAsBefore(before, info(id));
        Assertions.assertEquals(2, claimOne().attempt(), "the next attempt");
    }

    private static void assertAsBefore(JobInfo before, JobInfo after) {
        Assertions.assertEquals(JobState.NEW, after.state(), "state");
        Assertions.assertEquals(before.attempt(), after.attempt(), "attempt");
        Assertions.assertEquals(before.runAt(), after.runAt(), "due time");
        Assertions.assertEquals(before.error(), after.error(), "message of an earlier failure");
    }
}
