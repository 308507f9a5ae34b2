package io.github.pgqueue.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.internal.job.Work;
import io.github.pgqueue.internal.threads.Deadline;
import io.github.pgqueue.spi.Outcome;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SubscribersTest {

    private final StubNode node = new StubNode();
    private final CountDownLatch open = new CountDownLatch(1);

    @AfterEach
    void close() {
        open.countDown();
        node.close();
    }

    /** Nobody's time is used up by another one: each handler here ends only if all have been interrupted. */
    @Test
    void allHaveTheGraceAtTheSameTime() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(3);
        CountDownLatch interrupted = new CountDownLatch(3);
        Work work = (claimed, job) -> {
            begun.countDown();
            try {
                open.await();
            } catch (InterruptedException asked) {
                interrupted.countDown();
                interrupted.await();
            }
            return false;
        };
        for (String queueName : new String[] {"mail", "bills", "sms"}) {
            node.push(queueName);
            node.subscribe(queueName, work);
        }
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        node.subscribers().closeAll(Deadline.in(Duration.ofMillis(50)));

        assertThat(node.store().written()).containsExactly(Outcome.SUCCESS, Outcome.SUCCESS, Outcome.SUCCESS);
    }

    @Test
    void oneThatIsDeafKeepsTheOthersFromNothing() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(2);
        for (String queueName : new String[] {"mail", "bills"}) {
            node.push(queueName);
            node.subscribe(queueName, (claimed, job) -> {
                begun.countDown();
                passDeaf(open);
                return false;
            });
        }
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        node.subscribers().closeAll(Deadline.in(Duration.ZERO));

        assertThat(node.store().written()).containsExactly(Outcome.RETRY, Outcome.RETRY);
    }

    private static void passDeaf(CountDownLatch gate) {
        while (gate.getCount() > 0) {
            try {
                gate.await();
            } catch (InterruptedException ignored) {
                // That is what is tested.
            }
        }
    }
}
