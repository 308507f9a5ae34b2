package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.JobAdmin;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Assertions;

/** Rule S12.4: one step after the other with many jobs. */
public abstract class BulkContract extends StoreContract {

    /** More than a step may be expected to take. */
    private static final int MANY = 2_500;

    /** For subclasses. */
    protected BulkContract() {}

    @Checks("S12.4")
    void manyAreRetriedEachAsASingleOne() {
        List<Long> ids = ended(MANY, fence -> Settlement.error(fence, FAILURE));
        long other = ended(1, Settlement::success).get(0);
        JobFilter failed = JobFilter.in(JobState.ERROR);
        Assertions.assertEquals(MANY, admin().preview(QUEUE, BulkAction.RETRY, failed), "preview");
        Assertions.assertEquals(MANY, applyAll(BulkAction.RETRY, failed), "jobs touched");
        Assertions.assertEquals(0, admin().preview(QUEUE, BulkAction.RETRY, failed), "preview of what is left");
        Assertions.assertEquals(JobState.SUCCESS, info(other).state(), "state of a job that is not meant");
        List<ClaimedJob> claimed = claim(MANY + 1);
        Assertions.assertEquals(Set.copyOf(ids), Set.copyOf(ids(claimed)), "jobs claimed");
        for (ClaimedJob job : claimed) {
            Assertions.assertEquals(2, job.attempt(), "the next attempt");
            Assertions.assertEquals(1, job.handling().excused(), "attempts excused");
        }
    }

    @Checks("S12.4")
    void manyAreDiscarded() {
        store().insert(QUEUE, Collections.nCopies(MANY, NewJob.of("x").withDelay(HOUR)));
        long kept = ended(1, Settlement::success).get(0);
        Assertions.assertEquals(MANY, applyAll(BulkAction.DISCARD, JobFilter.in(JobState.NEW)), "jobs touched");
        Assertions.assertEquals(1, store().stats().size(), "states that have jobs: " + store().stats());
        Assertions.assertEquals(JobState.SUCCESS, info(kept).state(), "state of a job that is not meant");
    }

    @Checks("S12.4")
    void thoseThatWaitAreCancelledAndThoseThatRunAreAsked() throws Exception {
        List<Long> waiting =
                insert(store(), QUEUE, Collections.nCopies(3, NewJob.of("x").withDelay(HOUR)));
        store().insert(QUEUE, jobs("a", "b"));
        List<ClaimedJob> running = claim(2);
        Bell bell = listen();
        Assertions.assertEquals(3, applyAll(BulkAction.CANCEL, JobFilter.in(JobState.NEW)), "waiting jobs touched");
        waiting.forEach(id -> Assertions.assertEquals(JobState.CANCELLED, info(id).state(), "state"));
        Assertions.assertEquals(2, applyAll(BulkAction.CANCEL, JobFilter.in(JobState.RUNNING)), "running jobs touched");
        Set<Fence> fences = Set.of(running.get(0).fence(), running.get(1).fence());
        Assertions.assertEquals(fences, Set.copyOf(store().cancelRequests(NODE)), "what the node is told");
        Assertions.assertEquals(QUEUE, bell.next(Ring.Kind.CANCEL).queueName(), "queue of the ring");
    }

    @Checks("S12.4")
    void statesThatTheActionDoesNotTouch() {
        List<ClaimedJob> claimed = OneInEachState.in(this);
        for (BulkAction action : BulkAction.values()) {
            for (JobState state : JobState.values()) {
                if (!action.touches(state)) {
                    List<JobInfo> before = infos(claimed);
                    JobFilter filter = JobFilter.in(state);
                    Assertions.assertEquals(
                            0, admin().preview(QUEUE, action, filter), "preview of " + action + " in " + state);
                    Assertions.assertEquals(0, applyAll(action, filter), "jobs touched by " + action + " in " + state);
                    Assertions.assertEquals(before, infos(claimed), "the jobs");
                }
            }
        }
    }

    private List<JobInfo> infos(List<ClaimedJob> jobs) {
        return jobs.stream().map(job -> info(job.id())).toList();
    }

    @Checks("S12.4")
    void exactlyThoseThatTheFilterMeans() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ids.addAll(ended(1, fence -> Settlement.error(fence, FAILURE)));
        }
        store().insert("another queue", jobs("x"));
        Instant since = info(ids.get(1)).updatedAt();
        JobFilter middle =
                JobFilter.in(JobState.ERROR).since(since).until(info(ids.get(3)).updatedAt());
        Assertions.assertEquals(2, admin().preview(QUEUE, BulkAction.DISCARD, middle), "preview");
        Assertions.assertEquals(2, applyAll(BulkAction.DISCARD, middle), "jobs touched");
        List<Boolean> present =
                ids.stream().map(id -> store().find(QUEUE, id).isPresent()).toList();
        Assertions.assertEquals(List.of(true, false, false, true), present, "which are still there");
        Assertions.assertEquals(0, applyAll(BulkAction.DISCARD, JobFilter.in(JobState.NEW)), "jobs of another queue");
    }

    @Checks("S12.4")
    void oneWhoseKeyIsHeldIsPassedOver() {
        NewJob keyed = NewJob.of("keyed").withUniqueKey(UniqueKey.of("key"));
        for (int i = 0; i < 2; i++) {
            insert(keyed);
            settle(Settlement.error(claimOne().fence(), FAILURE));
        }
        ended(3, fence -> Settlement.error(fence, FAILURE));
        long holder = insert(keyed);
        Assertions.assertEquals(3, applyAll(BulkAction.RETRY, JobFilter.in(JobState.ERROR)), "jobs touched");
        Assertions.assertEquals(
                2,
                admin().list(QUEUE, JobFilter.in(JobState.ERROR), 10, Optional.empty())
                        .jobs()
                        .size(),
                "jobs left");
        settle(Settlement.success(claim(1).get(0).fence()));
        Assertions.assertEquals(JobState.SUCCESS, info(holder).state(), "state of the one that held the key");
        Assertions.assertEquals(1, applyAll(BulkAction.RETRY, JobFilter.in(JobState.ERROR)), "of two with one key");
    }

    private List<Long> ended(int count, Function<Fence, Settlement> end) {
        store().insert(QUEUE, Collections.nCopies(count, NewJob.of("x")));
        List<ClaimedJob> claimed = claim(count);
        settle(claimed.stream().map(job -> end.apply(job.fence())).toArray(Settlement[]::new));
        return ids(claimed);
    }

    /** Step by step, until nothing is left. */
    private long applyAll(BulkAction action, JobFilter filter) {
        JobAdmin admin = admin();
        JobAdmin.Step step = admin.apply(QUEUE, action, filter, OptionalLong.empty());
        long touched = step.touched();
        for (int steps = 1; step.next().isPresent(); steps++) {
            Assertions.assertTrue(steps <= MANY, "the steps never end");
            step = admin.apply(QUEUE, action, filter, step.next());
            touched += step.touched();
        }
        return touched;
    }
}
