package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.AttemptError;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;

/** Rule S9.4: what becomes of the jobs of nodes that are gone. */
public abstract class RescueContract extends StoreContract {

    /** For subclasses. */
    protected RescueContract() {}

    @Checks("S9.4")
    void newAgainAndTheAttemptCounts() {
        long id = insert(NewJob.of("x").withPriority(-3).withHeader("a", "b"));
        JobInfo before = info(id);
        ClaimedJob first = claimOne();
        Assertions.assertEquals(Map.of(QUEUE, 1), store().rescue(), "jobs rescued");
        JobInfo after = info(id);
        Assertions.assertEquals(JobState.NEW, after.state(), "state");
        Assertions.assertEquals(before.runAt(), after.runAt(), "due time");
        Assertions.assertEquals(1, after.attempt(), "attempt");
        Assertions.assertEquals(
                List.of(first.fence()),
                exchange(0, Settlement.success(first.fence())).lost(),
                "lost");
        Assertions.assertEquals(Map.of(), store().rescue(), "jobs rescued again");
        ClaimedJob second = claimOne();
        Assertions.assertEquals(2, second.attempt(), "the next attempt");
        Assertions.assertEquals(0, second.handling().excused(), "attempts excused");
        Assertions.assertEquals(Map.of("a", "b"), second.headers(), "headers");
    }

    @Checks("S9.4")
    void theLossIsKeptAmongTheFailures() {
        long id = insert("x");
        settle(Settlement.retry(claimOne().fence(), Failure.of("test", "the first"), Duration.ZERO));
        claimOne("lost node");
        var before = now();
        store().rescue();
        JobInfo job = info(id);
        Assertions.assertEquals(
                List.of(1, 2), job.errors().stream().map(AttemptError::attempt).toList(), "attempts that failed");
        AttemptError loss = job.errors().get(1);
        Assertions.assertEquals("lost node", loss.node(), "node");
        Assertions.assertFalse(loss.type().isBlank(), "the type of the loss is missing");
        Assertions.assertFalse(loss.at().isBefore(before), "failed at " + loss.at() + ", before the rescue");
        String last = job.error().orElse("nothing");
        Assertions.assertTrue(last.startsWith(loss.type()), "the last failure is the loss: " + last);
    }

    @Checks("S9.4")
    void theNextClaimSaysThatItWasRescued() {
        ClaimedJob first = running("x");
        Assertions.assertFalse(first.handling().rescued(), "rescued, at the first claim");
        store().rescue();
        ClaimedJob second = claimOne();
        Assertions.assertTrue(second.handling().rescued(), "rescued, at the next claim");
        settle(Settlement.retry(second.fence(), FAILURE, Duration.ZERO));
        Assertions.assertFalse(claimOne().handling().rescued(), "rescued, once it has failed in another way");
    }

    @Checks("S9.4")
    void countedByQueue() {
        store().insert(QUEUE, jobs("a", "b", "waits"));
        store().insert("another queue", jobs("a"));
        store().insert("idle", jobs("a"));
        claim(2);
        store().exchange(new Exchange("another queue", "another node", newClaim(), List.of(), 1));
        Assertions.assertEquals(Map.of(QUEUE, 2, "another queue", 1), store().rescue(), "jobs rescued, by queue");
        Assertions.assertEquals(3, claim(10).size(), "jobs claimed");
    }

    @Checks("S9.4")
    void onlyThoseThatRun() {
        store().insert(QUEUE, jobs("success", "error", "cancelled", "retry", "waits"));
        List<ClaimedJob> claimed = claim(4);
        settle(
                Settlement.success(claimed.get(0).fence()),
                Settlement.error(claimed.get(1).fence(), FAILURE),
                Settlement.cancel(claimed.get(2).fence(), FAILURE),
                Settlement.retry(claimed.get(3).fence(), FAILURE, HOUR));
        List<JobInfo> before = infos(claimed);
        Assertions.assertEquals(Map.of(), store().rescue(), "jobs rescued");
        Assertions.assertEquals(before, infos(claimed), "the jobs");
    }

    private List<JobInfo> infos(List<ClaimedJob> jobs) {
        return jobs.stream().map(job -> info(job.id())).toList();
    }

    @Checks("S9.4")
    void jobsOfNoNodeToo() throws SQLException {
        ClaimedJob job = running("x");
        beat(NODE, HOUR);
        String table = backend().config().build().table().quoted();
        try (Connection other = backend().connect();
                Statement statement = other.createStatement()) {
            statement.execute(
                    "update " + table + " set node = null where queue_name = '" + QUEUE + "' and id = " + job.id());
        }
        Assertions.assertEquals(Map.of(QUEUE, 1), store().rescue(), "jobs rescued");
        Assertions.assertEquals(1, info(job.id()).errors().size(), "failures kept");
        Assertions.assertTrue(claimOne().handling().rescued(), "rescued, at the next claim");
    }

    @Checks("S9.4")
    void aRingIsSent() throws Exception {
        running("x");
        Bell bell = listen();
        store().rescue();
        Assertions.assertEquals(QUEUE, bell.next(Ring.Kind.WORK).queueName(), "queue of the ring");
    }
}
