package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;

/** Rule S4.1: ends for good, and many ends at once. */
public abstract class SettleContract extends StoreContract {

    static final String ODD = "no: 'quoted' \"twice\" \\ {} [] , ; %s $1 ?\n\tGrüße, 日本語, 🎉";

    /** For subclasses. */
    protected SettleContract() {}

    @Checks("S4.1")
    void successAndError() {
        store().insert(QUEUE, jobs("success", "error"));
        List<ClaimedJob> claimed = claim(2);
        settle(
                Settlement.success(claimed.get(0).fence()),
                Settlement.error(claimed.get(1).fence(), Failure.of("test", "no such mailbox")));

        JobInfo success = info(claimed.get(0).id());
        Assertions.assertEquals(JobState.SUCCESS, success.state(), "state after success");
        Assertions.assertEquals(Optional.empty(), success.error(), "error after success");
        Assertions.assertEquals(1, success.attempt(), "attempt after success");
        JobInfo error = info(claimed.get(1).id());
        Assertions.assertEquals(JobState.ERROR, error.state(), "state after error");
        Assertions.assertEquals(Optional.of("test: no such mailbox"), error.error(), "the message kept");
        Assertions.assertEquals(1, error.attempt(), "attempt after error");
        Assertions.assertEquals(error.createdAt(), error.runAt(), "due time after error");
    }

    @Checks("S4.1")
    void cancelled() {
        ClaimedJob claimed = running("x");
        settle(Settlement.cancel(claimed.fence(), Failure.of("test", "not needed any more")));
        JobInfo job = info(claimed.id());
        Assertions.assertEquals(JobState.CANCELLED, job.state(), "state");
        Assertions.assertEquals(Optional.of("test: not needed any more"), job.error(), "the message kept");
        Assertions.assertEquals(1, job.attempt(), "attempt");
        Assertions.assertEquals(List.of(), claim(1), "jobs claimed");
    }

    @Checks("S4.1")
    void aFailureWithoutAMessageIsNamedByItsClass() {
        ClaimedJob claimed = running("x");
        settle(Settlement.error(claimed.fence(), new Failure("test.Type", Optional.empty(), Optional.empty())));
        Assertions.assertEquals(Optional.of("test.Type"), info(claimed.id()).error(), "what is kept");
    }

    @Checks("S4.1")
    void anyMessageIsKept() {
        List<String> messages = List.of("", ODD, "x".repeat(4_000), "null");
        store().insert(QUEUE, jobs("a", "b", "c", "d"));
        List<ClaimedJob> claimed = claim(4);
        for (int i = 0; i < messages.size(); i++) {
            settle(Settlement.error(claimed.get(i).fence(), Failure.of("test", messages.get(i))));
            JobInfo job = info(claimed.get(i).id());
            Assertions.assertEquals(JobState.ERROR, job.state(), "state");
            Assertions.assertEquals("test: " + messages.get(i), job.error().orElse(""), "the message kept");
        }
    }

    @Checks("S4.1")
    void charactersThatNoTextCanHoldDoNotHinder() {
        store().insert(QUEUE, jobs("nul", "surrogate"));
        List<ClaimedJob> claimed = claim(2);
        settle(
                Settlement.error(claimed.get(0).fence(), Failure.of("test", "before\0after")),
                Settlement.error(claimed.get(1).fence(), Failure.of("test", "before\uD800after")));
        for (ClaimedJob job : claimed) {
            Assertions.assertEquals(JobState.ERROR, info(job.id()).state(), "state");
            String kept = info(job.id()).error().orElse("nothing");
            Assertions.assertTrue(
                    kept.startsWith("test: before") && kept.endsWith("after"),
                    "the rest of the message is kept: " + kept);
        }
    }

    @Checks("S4.1")
    void manyOfAllKindsAndAClaimInOneGo() {
        store().insert(QUEUE, Collections.nCopies(400, jobs("x").get(0)));
        List<ClaimedJob> claimed = claim(400);
        long next = insert("next");
        List<Settlement> ends = new ArrayList<>();
        for (int i = 0; i < claimed.size(); i++) {
            ends.add(end(i % 7, claimed.get(i)));
        }
        ExchangeResult result = exchange(1000, ends.toArray(Settlement[]::new));
        Assertions.assertEquals(List.of(), result.lost(), "lost settlements");
        Assertions.assertTrue(ids(result.claimed()).contains(next), "the job that waits is claimed");
        for (int i = 0; i < claimed.size(); i++) {
            JobInfo job = info(claimed.get(i).id());
            Assertions.assertTrue(isRight(i % 7, job), "after an end of kind " + i % 7 + ": " + job);
        }
    }

    private static Settlement end(int kind, ClaimedJob job) {
        return switch (kind) {
            case 0 -> Settlement.success(job.fence());
            case 1 -> Settlement.error(job.fence(), Failure.of("test", "error of " + job.id()));
            case 2 -> Settlement.retry(job.fence(), Failure.of("test", "retry of " + job.id()), HOUR);
            case 3 -> Settlement.cancel(job.fence(), Failure.of("test", "cancel of " + job.id()));
            case 4 -> Settlement.snooze(job.fence(), HOUR);
            case 5 -> Settlement.abandon(job.fence());
            default -> Settlement.release(job.fence());
        };
    }

    /** A release may be claimed again in the same go, or not. */
    private static boolean isRight(int kind, JobInfo job) {
        Optional<String> error = job.error();
        return switch (kind) {
            case 0 -> job.state() == JobState.SUCCESS && error.isEmpty();
            case 1 -> job.state() == JobState.ERROR && error.equals(Optional.of("test: error of " + job.id()));
            case 2 -> job.state() == JobState.NEW && error.equals(Optional.of("test: retry of " + job.id()));
            case 3 -> job.state() == JobState.CANCELLED && error.equals(Optional.of("test: cancel of " + job.id()));
            case 4 -> job.state() == JobState.NEW && job.attempt() == 1 && error.isEmpty();
            case 5 -> job.state() == JobState.ERROR && job.attempt() == 0 && error.isEmpty();
            default -> job.attempt() == (job.state() == JobState.RUNNING ? 1 : 0);
        };
    }
}
