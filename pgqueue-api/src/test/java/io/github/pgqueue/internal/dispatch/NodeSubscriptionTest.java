package io.github.pgqueue.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.internal.job.HandledJob;
import io.github.pgqueue.internal.threads.Deadline;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Outcome;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is closed is cared for until nothing of it is left. */
@Timeout(30)
class NodeSubscriptionTest {

    private final StubNode node = new StubNode();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final CompletableFuture<NodeSubscription> itself = new CompletableFuture<>();

    @AfterEach
    void close() {
        open.countDown();
        node.close();
    }

    private boolean untilLetGo(ClaimedJob claimed, HandledJob job) throws InterruptedException {
        begun.countDown();
        open.await();
        return false;
    }

    private boolean closingItself(ClaimedJob claimed, HandledJob job) throws InterruptedException {
        itself.join().close(Duration.ofSeconds(10));
        return untilLetGo(claimed, job);
    }

    /** A handler has ended, and the store does not know. */
    private NodeSubscription closedWithAnUnwrittenEnd() throws InterruptedException {
        NodeSubscription subscription = node.subscribe("mail", this::untilLetGo);
        node.push("mail");
        awaitBegun();
        node.store().takeDown();
        open.countDown();
        node.store().awaitFailure();
        subscription.close(Duration.ZERO);
        return subscription;
    }

    private void awaitBegun() throws InterruptedException {
        assertThat(begun.await(10, TimeUnit.SECONDS)).as("begun within 10 s").isTrue();
    }

    private static <T> void awaitNext(BlockingQueue<T> told, T expected) throws InterruptedException {
        assertThat(told.poll(10, TimeUnit.SECONDS)).as("told within 10 s").isEqualTo(expected);
    }

    @Test
    void isForgottenWhenItIsClosed() throws InterruptedException {
        node.subscribe("mail", this::untilLetGo).close();

        awaitNext(node.forgotten(), "mail");
    }

    @Test
    void whoClosesTheNodeWaitsForEndsThatClosingItDidNotWrite() throws Exception {
        closedWithAnUnwrittenEnd();

        CompletableFuture<Void> closing =
                CompletableFuture.runAsync(() -> node.subscribers().closeAll(Deadline.in(Duration.ofSeconds(20))));
        assertThatThrownBy(() -> closing.get(100, TimeUnit.MILLISECONDS))
                .as("closing while the store is down")
                .isInstanceOf(TimeoutException.class);
        node.store().bringUp();
        closing.get(10, TimeUnit.SECONDS);

        assertThat(node.store().written()).containsExactly(Outcome.SUCCESS);
    }

    @Test
    void isForgottenOnceItsEndsAreWritten() throws InterruptedException {
        closedWithAnUnwrittenEnd();
        assertThat(node.forgotten()).isEmpty();

        node.store().bringUp();

        awaitNext(node.forgotten(), "mail");
        assertThat(node.store().written()).containsExactly(Outcome.SUCCESS);
    }

    @Test
    void isForgottenOnceWhatItMayHaveClaimedIsGivenBack() throws InterruptedException {
        node.store().takeDown();
        NodeSubscription subscription = node.subscribe("mail", this::untilLetGo);
        node.store().awaitFailure();
        subscription.close(Duration.ZERO);
        assertThat(node.forgotten()).isEmpty();

        node.store().bringUp();

        awaitNext(node.forgotten(), "mail");
    }

    @Test
    void isForgottenAfterTheHandlerThatClosedIt() throws InterruptedException {
        itself.complete(node.subscribe("mail", this::closingItself));
        node.push("mail");
        awaitBegun();
        assertThat(node.forgotten()).isEmpty();

        open.countDown();

        awaitNext(node.forgotten(), "mail");
        assertThat(node.store().written()).containsExactly(Outcome.SUCCESS);
    }

    @Test
    void isForgottenAfterTheHandlerThatClosedItAndWroteItsEnd() throws InterruptedException {
        itself.complete(node.subscribe("mail", (claimed, job) -> {
            closingItself(claimed, job);
            return true;
        }));
        node.push("mail");
        awaitBegun();

        open.countDown();

        awaitNext(node.forgotten(), "mail");
        assertThat(node.store().written()).isEmpty();
    }
}
