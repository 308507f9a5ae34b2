package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;

/** Rules S3.1 to S3.3, S3.5 and S3.7: what a claim takes, and what it says of it. */
public abstract class ClaimContract extends StoreContract {

    private static final int MANY = 2000;
    private static final int BACKLOG = 40;

    /** For subclasses. */
    protected ClaimContract() {}

    @Checks("S3.1")
    void jobsOfOtherQueuesAreLeft() {
        store().insert("Mail", jobs("other case"));
        store().insert("mail ", jobs("with a space"));
        long mine = insert("mine");
        Assertions.assertEquals(List.of(mine), ids(claim(10)), "jobs claimed");
    }

    @Checks("S3.1")
    void runningAndFinishedJobsAreLeft() {
        store().insert(QUEUE, jobs("running", "success", "error"));
        List<ClaimedJob> claimed = claim(3);
        settle(
                Settlement.success(claimed.get(1).fence()),
                Settlement.error(claimed.get(2).fence(), Failure.of("test", "no")));
        Assertions.assertEquals(List.of(), claim(10), "jobs claimed a second time");
    }

    @Checks("S3.1")
    void jobsThatAreNotDueAreLeft() {
        insert("later");
        settle(Settlement.retry(claimOne().fence(), Failure.of("test", "busy"), Duration.ofHours(1)));
        long now = insert("now");
        Assertions.assertEquals(List.of(now), ids(claim(10)), "jobs claimed");
    }

    @Checks("S3.2")
    void byPriorityThenDueTimeThenId() {
        store().insert(
                        QUEUE,
                        List.of(NewJob.of("a"), NewJob.of("b"), NewJob.of("c").withPriority(5)));
        store().insert(
                        QUEUE,
                        List.of(
                                NewJob.of("d").withPriority(-5),
                                NewJob.of("e"),
                                NewJob.of("f").withPriority(5)));
        store().insert(
                        QUEUE,
                        List.of(
                                NewJob.of("last").withPriority(NewJob.LAST_PRIORITY),
                                NewJob.of("first").withPriority(NewJob.FIRST_PRIORITY)));
        Assertions.assertEquals("first d a b e c f last", texts(claim(20)), "order of one claim");
    }

    @Checks("S3.2")
    void aJobThatIsDueLaterComesAfterOlderIdsAndNewerOnes() {
        insert("retried");
        ClaimedJob retried = claimOne();
        store().insert(QUEUE, jobs("b", "c"));
        settle(Settlement.retry(retried.fence(), Failure.of("test", "again"), Duration.ZERO));
        Assertions.assertEquals("b c retried", texts(claim(10)), "order by due time");
    }

    @Checks("S3.2")
    void theOrderHoldsAcrossClaims() {
        List<NewJob> jobs = IntStream.range(0, 60)
                .mapToObj(i -> NewJob.of(String.valueOf(i % 6)).withPriority(i % 6))
                .toList();
        store().insert(QUEUE, jobs);
        String order = IntStream.range(0, 6).mapToObj(i -> texts(claim(10))).collect(Collectors.joining(" "));
        String expected =
                IntStream.range(0, 60).mapToObj(i -> String.valueOf(i / 10)).collect(Collectors.joining(" "));
        Assertions.assertEquals(expected, order, "order of six claims");
    }

    @Checks("S3.3")
    void neverMoreThanTheLimit() {
        store().insert(QUEUE, jobs("a", "b", "c", "d", "e"));
        Assertions.assertEquals(2, claim(2).size(), "claimed by a limit of 2");
        Assertions.assertEquals(1, claim(1).size(), "claimed by a limit of 1");
        Assertions.assertEquals(2, claim(10).size(), "claimed by a limit of 10, with 2 left");
    }

    @Checks("S3.3")
    void zeroClaimsNone() {
        long id = insert("a");
        Assertions.assertEquals(List.of(), claim(0), "jobs claimed");
        Assertions.assertEquals(JobState.NEW, info(id).state(), "its state");
    }

    @Checks("S3.5")
    void aClaimedJobIsRunningUnderItsFence() {
        long id =
                insert(store(), QUEUE, List.of(NewJob.of("x").withPriority(3))).get(0);
        JobInfo before = info(id);
        long claim = newClaim();
        ClaimedJob job = store().exchange(new Exchange(QUEUE, NODE, claim, List.of(), 1))
                .claimed()
                .get(0);

        Assertions.assertEquals(id, job.fence().id(), "the fence's id");
        Assertions.assertEquals(1, job.fence().attempt(), "the fence's attempt");
        Assertions.assertEquals(claim, job.fence().claim(), "the fence's claim");
        Assertions.assertEquals(QUEUE, job.queueName(), "the job's queue");
        Assertions.assertEquals(3, job.priority(), "the job's priority");
        Assertions.assertEquals(before.runAt(), job.runAt(), "the job's due time");
        Assertions.assertEquals(before.createdAt(), job.createdAt(), "the job's creation");

        JobInfo running = info(id);
        Assertions.assertEquals(JobState.RUNNING, running.state(), "its state");
        Assertions.assertEquals(1, running.attempt(), "its attempt");
        Assertions.assertFalse(running.updatedAt().isBefore(before.updatedAt()), "updatedAt goes on");
    }

    @Checks("S3.5")
    void eachClaimCountsOneAttempt() {
        long id = insert("x");
        for (int attempt = 1; attempt <= 3; attempt++) {
            ClaimedJob job = claimOne();
            Assertions.assertEquals(attempt, job.attempt(), "the fence's attempt");
            Assertions.assertEquals(attempt, info(id).attempt(), "the job's attempt");
            settle(Settlement.retry(job.fence(), Failure.of("test", "again"), Duration.ZERO));
        }
    }

    @Checks("S3.7")
    void whatComesBeforeABacklogIsClaimedSoon() {
        long urgent = pushIntoBacklog(MANY);
        int claims = 0;
        while (!ids(claim(1)).equals(List.of(urgent))) {
            claims++;
            Assertions.assertTrue(
                    claims < MANY - BACKLOG, "an urgent job is claimed before all others of a backlog are");
        }
    }

    @Checks("S3.7")
    void whatComesBeforeABacklogIsClaimedWithItsRest() {
        long urgent = pushIntoBacklog(BACKLOG + 2);
        List<ClaimedJob> rest = claim(4);
        Assertions.assertEquals(3, rest.size(), "claimed by a limit of 4, with 3 left");
        Assertions.assertEquals(urgent, rest.get(0).id(), "the first of them");
    }

    /** One that comes before all that are left of these; its id. */
    private long pushIntoBacklog(int jobs) {
        store().insert(QUEUE, Collections.nCopies(jobs, NewJob.of("waits")));
        for (int claim = 0; claim < BACKLOG; claim++) {
            Assertions.assertEquals(1, claim(1).size(), "claimed by a limit of 1");
        }
        return insert(NewJob.of("urgent").withPriority(-1));
    }

    private static String texts(List<ClaimedJob> jobs) {
        return jobs.stream().map(job -> String.valueOf(job.text())).collect(Collectors.joining(" "));
    }
}
