package io.github.pgqueue.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.spi.Outcome;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs that take no time, one exchange beside the other. */
@Timeout(60)
class BacklogTest {

    private static final int JOBS = 300_000;
    private static final int ROUNDS = 1_000;
    private static final int LOT = 700;

    private final StubNode node = new StubNode();
    private final CountDownLatch done = new CountDownLatch(JOBS);

    @AfterEach
    void close() {
        node.close();
    }

    private void doAll(SubscribeOptions options) throws InterruptedException {
        for (int job = 0; job < JOBS; job++) {
            node.store().add("mail");
        }
        NodeSubscription subscription = node.subscribe("mail", options, (claimed, job) -> {
            done.countDown();
            return false;
        });
        assertThat(done.await(30, TimeUnit.SECONDS))
                .as("all are done within 30 s, but for %d", done.getCount())
                .isTrue();
        subscription.close();
        assertThat(node.store().written()).filteredOn(Outcome.SUCCESS::equals).hasSize(JOBS);
    }

    @Test
    void isDoneToItsEnd() throws InterruptedException {
        doAll(SubscribeOptions.parallel(10));
    }

    @Test
    void isDoneToItsEndIfItIsHeld() throws InterruptedException {
        node.store().hold(false);
        doAll(SubscribeOptions.parallel(10));
        assertThat(node.store().held()).as("how often jobs were held").isGreaterThan(JOBS / 1000);
    }

    @Test
    void isDoneToItsEndIfItIsHeldAndConnectionsAreLost() throws InterruptedException {
        node.store().hold(true);
        doAll(SubscribeOptions.parallel(10));
    }

    /** What is claimed before jobs take no time ends while others are held. */
    @Test
    void isNotHeldByWhoWaitsForWhatIsHeld() throws InterruptedException {
        node.store().hold(false);
        node.store().letSettlementsWaitForHolds();
        doAll(SubscribeOptions.parallel(10));
        assertThat(node.store().held()).as("how often jobs were held").isGreaterThan(JOBS / 1000);
        assertThat(node.store().wasStuck())
                .as("a settlement waited for jobs that its own thread held")
                .isFalse();
    }

    @Test
    void isDoneToItsEndIfItIsHeldByTheThreadsThatHold() throws InterruptedException {
        node.store().hold(false);
        doAll(SubscribeOptions.parallel(10).withExecutor(Runnable::run));
    }

    /** All of a claim has ended before the exchange that has claimed it is over. */
    @Test
    void isDoneToItsEndByTheThreadsThatClaim() throws InterruptedException {
        doAll(SubscribeOptions.parallel(10).withExecutor(Runnable::run));
    }

    /** One more comes while the last of a backlog are done: whoever looks for it may find no room just then. */
    @Test
    void isDoneToItsEndIfOneMoreComesThen() throws InterruptedException {
        node.store().hold(false);
        node.store().takeForEmptyHolds(Duration.ofNanos(300_000));
        AtomicInteger ended = new AtomicInteger();
        Semaphore all = new Semaphore(0);
        node.subscribe("mail", SubscribeOptions.parallel(3), (claimed, job) -> {
            ended.incrementAndGet();
            all.release();
            return false;
        });
        for (int round = 0; round < ROUNDS; round++) {
            // All from before have ended; some of these may be found as soon as they are added.
            int before = ended.get();
            for (int job = 0; job < LOT; job++) {
                node.store().add("mail");
            }
            node.push("mail");
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (ended.get() - before < LOT - round % 100) {
                if (System.nanoTime() > end) {
                    fail("of round %d only %d have ended within 10 s", round, ended.get() - before);
                }
                Thread.onSpinWait();
            }
            node.push("mail");
            assertThat(all.tryAcquire(LOT + 2, 10, TimeUnit.SECONDS))
                    .as("all of round %d are done within 10 s, but for %d", round, LOT + 2 - all.availablePermits())
                    .isTrue();
        }
    }

    /** They are let go of when whoever has looked meanwhile has found nothing. */
    @Test
    void isDoneToItsEndThoughSomeThatAreHeldAreNotBegunInTime() throws InterruptedException {
        int rounds = 30;
        int jobs = 2 * LOT;
        node.store().hold(false);
        AtomicInteger begun = new AtomicInteger();
        Semaphore ended = new Semaphore(0);
        node.subscribe("mail", SubscribeOptions.parallel(3), (claimed, job) -> {
            if (begun.incrementAndGet() % jobs >= jobs - 20) {
                awaitRest();
                node.store().awaitLetGo();
            }
            ended.release();
            return false;
        });
        for (int round = 0; round < rounds; round++) {
            for (int job = 1; job < jobs; job++) {
                node.store().add("mail");
            }
            node.push("mail");
            assertThat(ended.tryAcquire(jobs, 10, TimeUnit.SECONDS))
                    .as("all of round %d are done within 10 s, but for %d", round, jobs - ended.availablePermits())
                    .isTrue();
        }
        assertThat(node.store().held()).as("how often jobs were held").isGreaterThan(rounds);
    }

    /** Unless these are held by the line that looks. */
    private void awaitRest() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
        while (!node.isResting() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
