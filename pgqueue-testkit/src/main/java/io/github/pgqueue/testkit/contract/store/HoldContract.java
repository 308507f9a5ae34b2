package io.github.pgqueue.testkit.contract.store;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.started;
import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.CancelResult;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.HeldJobs;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Eventually;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Rules S17.1 to S17.5: jobs that are held for a moment. A store that would rather claim is not asked more. */
public abstract class HoldContract extends StoreContract {

    /** What takes longer than moments, one by one. */
    private static final int MANY = 2000;

    /** For subclasses. */
    protected HoldContract() {}

    @Checks("S17.1")
    void heldAreTheNextAndNobodyElseGetsThem() {
        List<Long> ids = insert(store(), QUEUE, jobs("a", "b", "c"));
        Exchange asked = asked(2);
        HeldJobs held = hold(store(), asked);
        Assertions.assertEquals(ids.subList(0, 2), ids(held.jobs()), "jobs held");
        for (ClaimedJob job : held.jobs()) {
            Assertions.assertEquals(new Fence(job.id(), 1, asked.claim()), job.fence(), "fence");
        }
        QueueStore other = open();
        List<ClaimedJob> elsewhere = exchange(other, "another", 10).claimed();
        Assertions.assertEquals(ids.subList(2, 3), ids(elsewhere), "jobs claimed elsewhere");
        Assertions.assertEquals(Optional.empty(), other.hold(asked(10)), "what is held elsewhere");
        held.end(fences(held), List.of());
    }

    @Checks("S17.1")
    void onlyWhatCouldBeClaimed() {
        insert(store(), QUEUE, List.of(NewJob.of("later").withDelay(HOUR)));
        store().insert("another queue", jobs("x"));
        Assertions.assertEquals(Optional.empty(), store().hold(asked(10)), "what is held");
        Assertions.assertEquals(Optional.empty(), store().hold(asked(0)), "what is held by a limit of zero");
    }

    @Checks("S17.1")
    void noneOfAPausedQueue() {
        insert("x");
        admin().pause(QUEUE, true);
        Assertions.assertEquals(Optional.empty(), store().hold(asked(10)), "what is held");
    }

    @Checks("S17.1")
    void aKeyThatCountsUntilTheStartIsFree() {
        NewJob unique = NewJob.of("x").withUniqueKey(UniqueKey.of("key").untilStarted());
        insert(unique);
        Optional<HeldJobs> held = store().hold(asked(1));
        if (held.isEmpty()) {
            claimOne();
        }
        Assertions.assertFalse(put(unique).wasThere(), "told that a job was there, which is begun");
    }

    @Checks("S17.6")
    void whatComesBeforeIsFoundSoon() {
        store().insert(QUEUE, Collections.nCopies(MANY, NewJob.of("waits")));
        end(hold(store(), asked(1)));
        long urgent = insert(NewJob.of("urgent").withPriority(-1));
        int lots = 0;
        for (boolean found = false; !found; lots++) {
            Assertions.assertTrue(lots < MANY - 1, "an urgent job is held before all others are done");
            HeldJobs held = hold(store(), asked(1));
            found = ids(held.jobs()).equals(List.of(urgent));
            end(held);
        }
    }

    private static void end(HeldJobs held) {
        held.end(fences(held), List.of());
    }

    @Checks("S17.2")
    void doneRunningAndAllOthers() {
        insert(store(), QUEUE, jobs("done", "running", "waits"));
        HeldJobs held = hold(store(), asked(3));
        List<Fence> fences = fences(held);
        JobInfo waits = info(fences.get(2).id());
        held.end(fences.subList(0, 1), fences.subList(1, 2));

        JobInfo done = info(fences.get(0).id());
        Assertions.assertEquals(JobState.SUCCESS, done.state(), "state of what is done");
        Assertions.assertEquals(1, done.attempt(), "attempt of what is done");
        JobInfo running = info(fences.get(1).id());
        Assertions.assertEquals(JobState.RUNNING, running.state(), "state of what is running");
        Assertions.assertEquals(1, running.attempt(), "attempt of what is running");
        Assertions.assertEquals(Optional.of(NODE), running.node(), "node of what is running");
        ClaimedJob next = claimOne();
        Assertions.assertEquals(fences.get(2).id(), next.id(), "what can be claimed");
        Assertions.assertEquals(1, next.attempt(), "attempt of what was not begun");
        Assertions.assertEquals(waits.runAt(), next.runAt(), "due time of what was not begun");
        settle(Settlement.success(fences.get(1)), Settlement.success(next.fence()));
    }

    @Checks("S17.2")
    void whatIsDoneAndNotKeptIsGone() {
        QueueStore forgetful = open(settings -> settings.retention(JobState.SUCCESS, Duration.ZERO));
        NewJob keyed = NewJob.of("keyed").withUniqueKey(UniqueKey.of("key").within(HOUR));
        insert(store(), QUEUE, List.of(NewJob.of("done"), keyed, NewJob.of("running"), NewJob.of("waits")));
        HeldJobs held = hold(forgetful, asked(4));
        List<Fence> fences = fences(held);
        held.end(fences.subList(0, 2), fences.subList(2, 3));

        Assertions.assertEquals(
                Optional.empty(), store().find(QUEUE, fences.get(0).id()), "the job that is done");
        Assertions.assertEquals(
                JobState.SUCCESS, info(fences.get(1).id()).state(), "state of one that is done, whose key counts");
        Assertions.assertEquals(JobState.RUNNING, info(fences.get(2).id()).state(), "state of what is running");
        Assertions.assertEquals(List.of(fences.get(3).id()), ids(claim(10)), "what can be claimed");
    }

    @Checks("S17.3")
    void whatWasBegunIsKept() {
        insert(store(), QUEUE, jobs("begun", "waits"));
        HeldJobs held = hold(store(), asked(2));
        List<Fence> fences = fences(held);
        for (int times = 0; times < 2; times++) {
            held.keep(fences.subList(0, 1));
            JobInfo begun = info(fences.get(0).id());
            Assertions.assertEquals(JobState.RUNNING, begun.state(), "state of what was begun");
            Assertions.assertEquals(1, begun.attempt(), "attempt of what was begun");
        }
        ClaimedJob next = claimOne();
        Assertions.assertEquals(fences.get(1).id(), next.id(), "what can be claimed");
        Assertions.assertEquals(1, next.attempt(), "attempt of what was not begun");
        settle(Settlement.success(fences.get(0)));
    }

    @Checks("S17.4")
    void ofANodeThatDies() {
        long id = insert("x");
        QueueStore dying = open();
        // A store need not hold anything with its first connection.
        dying.find(QUEUE, id);
        hold(dying, asked(1));
        within(patience(), "QueueStore.close", dying::close);
        Assertions.assertEquals(List.of(), claim(10), "claimed before the rescue");
        Eventually.isTrue(patience(), "it is rescued", () -> store().rescue().equals(Map.of(QUEUE, 1)));
        JobInfo rescued = info(id);
        Assertions.assertEquals(JobState.NEW, rescued.state(), "state");
        Assertions.assertEquals(1, rescued.errors().size(), "failures kept");
        ClaimedJob again = claimOne();
        Assertions.assertEquals(2, again.attempt(), "attempt");
        Assertions.assertTrue(again.handling().rescued(), "rescued");
    }

    @Checks("S17.4")
    void ofANodeThatIsAliveIsLeft() {
        beat(NODE, HOUR);
        long id = insert("x");
        HeldJobs held = hold(store(), asked(1));
        Assertions.assertEquals(Map.of(), store().rescue(), "jobs rescued");
        held.end(fences(held), List.of());
        Assertions.assertEquals(JobState.SUCCESS, info(id).state(), "state");
    }

    @Checks("S17.5")
    void cancelledWhileItIsHeld() {
        beat(NODE, HOUR);
        insert("x");
        HeldJobs held = hold(store(), asked(1));
        Fence fence = fences(held).get(0);
        QueueStore other = open();
        CompletableFuture<CancelResult> cancelled = started("cancel", () -> other.cancel(QUEUE, fence.id()));
        held.end(List.of(), List.of(fence));
        within(patience(), "cancel", () -> cancelled.get());
        if (info(fence.id()).state() == JobState.RUNNING) {
            Assertions.assertEquals(List.of(fence), store().cancelRequests(NODE), "requests to cancel");
        } else {
            Assertions.assertEquals(JobState.CANCELLED, info(fence.id()).state(), "state");
        }
    }

    @Checks("S17.5")
    void doneBeforeItCouldBeCancelled() {
        insert("x");
        HeldJobs held = hold(store(), asked(1));
        Fence fence = fences(held).get(0);
        QueueStore other = open();
        CompletableFuture<CancelResult> cancelled = started("cancel", () -> other.cancel(QUEUE, fence.id()));
        held.end(List.of(fence), List.of());
        CancelResult told = within(patience(), "cancel", () -> cancelled.get());
        Assertions.assertEquals(
                told == CancelResult.CANCELLED ? JobState.CANCELLED : JobState.SUCCESS,
                info(fence.id()).state(),
                "state");
    }

    private static HeldJobs hold(QueueStore store, Exchange asked) {
        return store.hold(asked).orElseGet(() -> Assumptions.abort("the store would rather claim"));
    }

    private static Exchange asked(int limit) {
        return new Exchange(QUEUE, NODE, newClaim(), List.of(), limit);
    }

    private static List<Fence> fences(HeldJobs held) {
        return held.jobs().stream().map(ClaimedJob::fence).toList();
    }
}
