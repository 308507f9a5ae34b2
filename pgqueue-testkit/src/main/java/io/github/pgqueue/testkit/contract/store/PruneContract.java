package io.github.pgqueue.testkit.contract.store;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.JobAdmin;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.AtOnce;
import io.github.pgqueue.testkit.internal.fixture.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;

/** Rules S12.6 and S12.7: deleting what was kept long enough. */
public abstract class PruneContract extends StoreContract {

    private static final int JOBS = 400;

    /** For subclasses. */
    protected PruneContract() {}

    @Checks("S12.6")
    void eachStateHasATimeOfItsOwn() {
        for (JobState kept : List.of(JobState.SUCCESS, JobState.ERROR, JobState.CANCELLED)) {
            List<ClaimedJob> claimed = OneInEachState.in(this);
            JobAdmin admin = admin(open(settings -> keepingNothing(settings).retention(kept, HOUR)));
            Assertions.assertEquals(2, admin.prunable(), "what would be deleted, all but " + kept);
            Assertions.assertEquals(2, admin.prune(100), "jobs deleted, all but " + kept);
            Assertions.assertEquals(0, admin.prune(100), "jobs deleted again");
            List<JobState> left = claimed.stream()
                    .flatMap(job -> store().find(QUEUE, job.id()).stream())
                    .map(JobInfo::state)
                    .toList();
            Assertions.assertEquals(List.of(kept, JobState.RUNNING, JobState.NEW), left, "states of jobs left");
            Assertions.assertEquals(1, keepingNothing().prune(100), "the one that was kept");
        }
    }

    /** The job is older than that already when it ends. */
    @Checks("S12.6")
    void notBeforeTheTimeIsOverSinceTheLastChange() {
        JobAdmin admin = admin(open(settings -> settings.retention(JobState.SUCCESS, SHORT)));
        ClaimedJob job = running("x");
        Instant old = job.createdAt().plus(SHORT);
        Eventually.isTrue(patience().plus(SHORT), "the job is older", () -> now().isAfter(old));
        settle(Settlement.success(job.fence()));
        Instant over = info(job.id()).updatedAt().plus(SHORT);
        Eventually.isTrue(patience().plus(SHORT), "the job is deleted", () -> admin.prune(100) == 1);
        Assertions.assertFalse(now().isBefore(over), "deleted before " + over);
        Assertions.assertTrue(store().find(QUEUE, job.id()).isEmpty(), "the job is gone");
    }

    @Checks("S12.6")
    void whatIsNotOverIsKept() {
        JobAdmin admin = admin(open(settings -> settings.retention(JobState.SUCCESS, HOUR)));
        ClaimedJob job = running("x");
        settle(Settlement.success(job.fence()));
        Assertions.assertEquals(0, admin.prunable(), "what would be deleted");
        Assertions.assertEquals(0, admin.prune(100), "jobs deleted");
        Assertions.assertEquals(JobState.SUCCESS, info(job.id()).state(), "state");
    }

    @Checks("S12.6")
    void neverMoreThanTheLimitAndAllInTheEnd() {
        finished(QUEUE, JOBS);
        finished("another queue", 3);
        JobAdmin admin = keepingNothing();
        Assertions.assertEquals(JOBS + 3, admin.prunable(), "what would be deleted");
        Assertions.assertEquals(7, admin.prune(7), "jobs deleted, with a limit of 7");
        Assertions.assertEquals(JOBS - 4, admin.prunable(), "what would be deleted then");
        Assertions.assertEquals(JOBS - 4, pruneAll(admin), "jobs deleted in the end");
        Assertions.assertEquals(List.of(), store().stats(), "jobs left");
    }

    @Checks("S12.6")
    void notWhileTheKeyCounts() {
        NewJob job = NewJob.of("x");
        List<NewJob> keyed = List.of(
                job.withUniqueKey(UniqueKey.of("counts").within(HOUR)),
                job.withUniqueKey(UniqueKey.of("over").within(Duration.ofMillis(1))),
                job.withUniqueKey(UniqueKey.of("finished")),
                job.withUniqueKey(UniqueKey.of("started").untilStarted()));
        List<Long> ids = insert(store(), QUEUE, keyed);
        settle(claim(4).stream().map(one -> Settlement.success(one.fence())).toArray(Settlement[]::new));
        JobAdmin admin = keepingNothing();
        Eventually.isTrue(patience(), "the key of a millisecond is over", () -> admin.prunable() == 3);
        Assertions.assertEquals(3, admin.prune(100), "jobs deleted");
        Assertions.assertEquals(0, admin.prune(100), "jobs deleted again");
        Assertions.assertEquals(JobState.SUCCESS, info(ids.get(0)).state(), "state of the one whose key counts");
        Assertions.assertTrue(put(keyed.get(0)).wasThere(), "the key is held");
    }

    @Checks("S12.7")
    void jobsThatSomebodyElseHoldsArePassedOver() throws SQLException {
        List<Long> ids = finished(QUEUE, 3);
        JobAdmin admin = keepingNothing();
        try (Connection other = lock(ids.get(0))) {
            int pruned = within(patience(), "pruning beside an open transaction", () -> admin.prune(100));
            Assertions.assertEquals(2, pruned, "jobs deleted");
            other.rollback();
        }
        Assertions.assertEquals(1, admin.prune(100), "jobs deleted once the other is gone");
    }

    @Checks("S12.7")
    void manyAtOnceDeleteEachJobOnce() {
        finished(QUEUE, JOBS);
        List<Callable<Integer>> calls = IntStream.range(0, 4)
                .mapToObj(i -> keepingNothing())
                .<Callable<Integer>>map(one -> () -> pruneAll(one))
                .toList();
        int deleted = AtOnce.run(patience(), "prune", calls).stream()
                .mapToInt(Integer::intValue)
                .sum();
        Assertions.assertEquals(JOBS, deleted, "jobs deleted by all");
        Assertions.assertEquals(List.of(), store().stats(), "jobs left");
    }

    private static int pruneAll(JobAdmin admin) {
        int all = 0;
        int some = admin.prune(50);
        while (some > 0) {
            Assertions.assertTrue(some <= 50, "jobs deleted with a limit of 50: " + some);
            all += some;
            some = admin.prune(50);
        }
        return all;
    }

    private JobAdmin keepingNothing() {
        return admin(open(PruneContract::keepingNothing));
    }

    private static PgQueuesConfig.Builder keepingNothing(PgQueuesConfig.Builder settings) {
        return settings.retention(JobState.SUCCESS, Duration.ZERO)
                .retention(JobState.ERROR, Duration.ZERO)
                .retention(JobState.CANCELLED, Duration.ZERO);
    }

    private List<Long> finished(String queue, int count) {
        store().insert(queue, Collections.nCopies(count, NewJob.of("x")));
        List<ClaimedJob> claimed = store().exchange(new Exchange(queue, NODE, newClaim(), List.of(), count))
                .claimed();
        List<Settlement> ends =
                claimed.stream().map(job -> Settlement.success(job.fence())).toList();
        store().exchange(new Exchange(queue, NODE, newClaim(), ends, 0));
        return ids(claimed);
    }
}
