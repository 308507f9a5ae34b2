package io.github.pgqueue.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs that are pushed where a worker is free. */
@Timeout(60)
class HandoffTest {

    /** One each: the common pool may have a single thread. */
    private static final Executor THREADS = task -> new Thread(task, "test").start();

    private final StubNode node = new StubNode();
    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch answer = new CountDownLatch(1);

    @BeforeEach
    void awaitLease() throws InterruptedException {
        node.awaitLease();
    }

    @AfterEach
    void close() {
        answer.countDown();
        node.close();
    }

    private NodeSubscription subscribe() throws InterruptedException {
        NodeSubscription subscription = node.subscribe("mail", (claimed, job) -> {
            begun.release();
            return false;
        });
        node.awaitQuiet();
        return subscription;
    }

    private void awaitBegun(String what) throws InterruptedException {
        assertThat(begun.tryAcquire(10, TimeUnit.SECONDS))
                .as("%s has begun within 10 s", what)
                .isTrue();
    }

    /** One that is under way, with its store carrying it out. */
    private CompletableFuture<Boolean> pushUnderWay() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        node.store().whileInserting(() -> {
            asked.countDown();
            answer.await();
        });
        CompletableFuture<Boolean> pushed = CompletableFuture.supplyAsync(this::push, THREADS);
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        return pushed;
    }

    private boolean push() {
        try {
            return node.handOffSoon("mail");
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void areClaimedByThePush() throws InterruptedException {
        subscribe();
        long claims = node.store().claims();
        for (int job = 0; job < 100; job++) {
            assertThat(node.handOffSoon("mail"))
                    .as("push %d claims its job", job)
                    .isTrue();
            awaitBegun("job " + job);
            assertThat(node.store().written().poll(10, TimeUnit.SECONDS)).isEqualTo(Outcome.SUCCESS);
        }
        assertThat(node.store().claims()).as("claims besides").isEqualTo(claims);
    }

    @Test
    void areLeftToAllWhileSomethingWaits() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        node.subscribe("mail", (claimed, job) -> {
            begun.release();
            end.await();
            return false;
        });
        assertThat(node.handOffSoon("mail")).as("a worker is free").isTrue();
        awaitBegun("the first");
        assertThat(node.handOff("mail")).as("no worker is free").isFalse();
        node.push("mail");
        end.countDown();
        awaitBegun("the second, by its claim");
    }

    /** What was found full while a push was under way is looked at again. */
    @Test
    void holdUpNoOtherJobOnceTheyAreOver() throws Exception {
        subscribe();
        node.subscribe("other", (claimed, job) -> {
            begun.release();
            return false;
        });
        node.awaitQuiet();
        node.store().claimNothingWithInserts();
        CompletableFuture<Boolean> pushed = pushUnderWay();
        node.push("mail");
        node.push("other");
        awaitBegun("a job of another queue, whose turn comes later");
        answer.countDown();
        assertThat(pushed.get(10, TimeUnit.SECONDS))
                .as("it has claimed its job")
                .isFalse();
        awaitBegun("the other job");
    }

    @Test
    void whoseAnswerIsLateAreGivenBack() throws Exception {
        subscribe();
        CompletableFuture<Boolean> pushed = pushUnderWay();
        node.push("mail");
        awaitBegun("another job, while the push hangs");
        assertThat(node.store().takenBack().poll(10, TimeUnit.SECONDS))
                .isEqualTo(node.store().lastClaimOfInsert());
        answer.countDown();
        assertThat(pushed.get(10, TimeUnit.SECONDS))
                .as("it has claimed its job")
                .isFalse();
        assertThat(node.store().takenBack().poll(10, TimeUnit.SECONDS))
                .as("as it may have been carried out after the first time")
                .isEqualTo(node.store().lastClaimOfInsert());
        assertThat(begun.availablePermits()).as("other jobs begun").isZero();
    }

    @Test
    void whoseAnswerIsLostAreGivenBackAndTheNextOneIsPushedAsEver() throws InterruptedException {
        subscribe();
        node.store().whileInserting(() -> {
            throw new StoreException("the connection is lost", null);
        });
        assertThatThrownBy(() -> node.handOffSoon("mail")).isInstanceOf(StoreException.class);
        assertThat(node.store().takenBack().poll(10, TimeUnit.SECONDS))
                .isEqualTo(node.store().lastClaimOfInsert());
        node.store().whileInserting(() -> {});
        node.awaitQuiet();
        assertThat(node.handOff("mail")).as("right after a failure").isFalse();
    }

    @Test
    void areWaitedForByClosing() throws Exception {
        NodeSubscription subscription = subscribe();
        CompletableFuture<Boolean> pushed = pushUnderWay();
        // What closing begins with, so that nothing depends on how soon a thread gets to it.
        subscription.drain();
        CompletableFuture<Void> closed =
                CompletableFuture.runAsync(() -> subscription.close(Duration.ofSeconds(10)), THREADS);
        assertThatThrownBy(() -> closed.get(200, TimeUnit.MILLISECONDS))
                .as("closing, while a push may still claim")
                .isInstanceOf(TimeoutException.class);
        answer.countDown();
        pushed.get(10, TimeUnit.SECONDS);
        closed.get(20, TimeUnit.SECONDS);
        assertThat(node.store().written().poll(10, TimeUnit.SECONDS)).isEqualTo(Outcome.RELEASE);
        assertThat(node.forgotten().poll(10, TimeUnit.SECONDS)).isEqualTo("mail");
        assertThat(begun.availablePermits()).as("jobs begun").isZero();
    }
}
