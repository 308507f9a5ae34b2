package io.github.pgqueue.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A handler may last: the thread that it has is nobody's who exchanges with the store. */
@Timeout(30)
class LastingHandlersTest {

    /** More than exchanges that may be under way at once. */
    private static final int QUEUES = 9;

    private final StubNode node = new StubNode();
    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch open = new CountDownLatch(1);

    @AfterEach
    void close() {
        open.countDown();
        node.close();
    }

    @Test
    void holdUpNoOtherQueue() throws InterruptedException {
        for (int queue = 0; queue < QUEUES; queue++) {
            node.subscribe("mail " + queue, (claimed, job) -> {
                begun.release();
                open.await();
                return false;
            });
        }
        for (int queue = 0; queue < QUEUES; queue++) {
            node.push("mail " + queue);
            assertThat(begun.tryAcquire(10, TimeUnit.SECONDS))
                    .as("the handler of queue %d has begun within 10 s", queue)
                    .isTrue();
        }
        open.countDown();
        node.subscribe("other", (claimed, job) -> {
            begun.release();
            return false;
        });
        node.push("other");
        assertThat(begun.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }
}
