package io.github.pgqueue.testkit.contract.store;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.started;
import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assertions;

/** Rule S12.5: queues that are paused. */
public abstract class PauseContract extends StoreContract {

    /** For subclasses. */
    protected PauseContract() {}

    @Checks("S12.5")
    void nothingIsClaimedByAnyone() {
        insert("x");
        admin().pause(QUEUE, true);
        Assertions.assertEquals(List.of(), claim(10), "jobs claimed");
        Assertions.assertEquals(List.of(), exchange(open(), NODE, 10).claimed(), "jobs claimed by another store");
        insert("inserted meanwhile");
        Assertions.assertEquals(List.of(), claim(10), "jobs claimed of those inserted meanwhile");
        admin().pause(QUEUE, false);
        Assertions.assertEquals(2, claim(10).size(), "jobs claimed once it goes on");
    }

    @Checks("S12.5")
    void settlingGoesOn() {
        store().insert(QUEUE, jobs("success", "retry", "rescued", "waits"));
        List<ClaimedJob> claimed = claim(3);
        admin().pause(QUEUE, true);
        var result = exchange(
                10,
                Settlement.success(claimed.get(0).fence()),
                Settlement.retry(claimed.get(1).fence(), FAILURE, Duration.ZERO));
        Assertions.assertEquals(List.of(), result.lost(), "lost settlements");
        Assertions.assertEquals(List.of(), result.claimed(), "jobs claimed");
        Assertions.assertEquals(JobState.SUCCESS, info(claimed.get(0).id()).state(), "state after success");
        Assertions.assertEquals(JobState.NEW, info(claimed.get(1).id()).state(), "state after a retry");
        Assertions.assertEquals(1, store().rescue().size(), "queues with jobs rescued");
        Assertions.assertEquals(List.of(), claim(10), "jobs claimed after a rescue");
    }

    @Checks("S12.5")
    void otherQueuesGoOn() {
        for (String queue : List.of(QUEUE, "Mail", "mail ", "another queue, 'quoted' \"twice\" %")) {
            store().insert(queue, jobs("x"));
        }
        admin().pause(QUEUE, true);
        for (String queue : List.of("Mail", "mail ", "another queue, 'quoted' \"twice\" %")) {
            Exchange one = new Exchange(queue, NODE, newClaim(), List.of(), 10);
            Assertions.assertEquals(1, store().exchange(one).claimed().size(), "jobs claimed from " + queue);
        }
    }

    @Checks("S12.5")
    void pausedOnesAreTold() {
        Assertions.assertEquals(Set.of(), admin().paused(), "at first");
        admin().pause(QUEUE, true);
        admin().pause("without jobs, 'quoted'", true);
        Assertions.assertEquals(
                Set.of(QUEUE, "without jobs, 'quoted'"), admin(open()).paused(), "two queues");
        admin().pause(QUEUE, false);
        Assertions.assertEquals(Set.of("without jobs, 'quoted'"), admin().paused(), "one queue");
    }

    @Checks("S12.5")
    void repeatingItChangesNothing() {
        insert("x");
        admin().pause(QUEUE, false);
        admin().pause(QUEUE, true);
        admin().pause(QUEUE, true);
        Assertions.assertEquals(Set.of(QUEUE), admin().paused(), "paused twice");
        Assertions.assertEquals(List.of(), claim(10), "jobs claimed");
        admin().pause(QUEUE, false);
        admin().pause(QUEUE, false);
        Assertions.assertEquals(Set.of(), admin().paused(), "going on twice");
        Assertions.assertEquals(1, claim(10).size(), "jobs claimed");
    }

    @Checks("S12.5")
    void goingOnSendsARing() throws Exception {
        insert("x");
        admin().pause(QUEUE, true);
        Bell bell = listen();
        admin().pause(QUEUE, false);
        Assertions.assertEquals(QUEUE, bell.next(Ring.Kind.WORK).queueName(), "queue of the ring");
    }

    @Checks("S12.5")
    void noClaimThatBeginsAfterItHasReturned() throws Exception {
        store().insert(QUEUE, Collections.nCopies(100, jobs("x").get(0)));
        AtomicBoolean paused = new AtomicBoolean();
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch busy = new CountDownLatch(20);
        List<CompletableFuture<Integer>> claiming = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            QueueStore one = open();
            claiming.add(started("claim", () -> claimUntil(done, one, paused, busy)));
        }
        Assertions.assertTrue(busy.await(patience().toMillis(), TimeUnit.MILLISECONDS), "claims go on");
        admin().pause(QUEUE, true);
        paused.set(true);
        Assertions.assertEquals(List.of(), claim(10), "jobs claimed");
        done.set(true);
        for (CompletableFuture<Integer> one : claiming) {
            Assertions.assertEquals(0, within(patience(), "claims", () -> one.get()), "jobs claimed after the pause");
        }
    }

    /** Claims and gives back; how many it claimed by exchanges that it began while the queue was paused. */
    private static int claimUntil(AtomicBoolean done, QueueStore store, AtomicBoolean paused, CountDownLatch busy) {
        int after = 0;
        Settlement[] ends = {};
        while (!done.get()) {
            boolean late = paused.get();
            List<ClaimedJob> claimed = exchange(store, NODE, 1, ends).claimed();
            ends = claimed.stream().map(job -> Settlement.release(job.fence())).toArray(Settlement[]::new);
            after += late ? claimed.size() : 0;
            busy.countDown();
        }
        return after;
    }
}
