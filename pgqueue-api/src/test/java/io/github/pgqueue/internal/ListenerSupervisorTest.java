package io.github.pgqueue.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.ListenerState;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.ListenerProvider;
import io.github.pgqueue.spi.RingSink;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ListenerSupervisorTest {

    private final BlockingQueue<RingSink> connects = new LinkedBlockingQueue<>();
    private final Semaphore closes = new Semaphore(0);
    private final AtomicInteger refusals = new AtomicInteger();
    private final CountDownLatch hang = new CountDownLatch(1);
    private volatile boolean hangs;
    private final ListenerSupervisor supervisor = new ListenerSupervisor(
            new Scripted(), PgQueuesConfig.of("jdbc:postgresql://localhost/none"), new Subscribers());

    private final class Scripted implements ListenerProvider {
        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public void check(PgQueuesConfig config) {}

        @Override
        public ListenerConnection connect(PgQueuesConfig config, String channel, RingSink sink) throws Exception {
            if (hangs) {
                connects.add(sink);
                hang.await();
            }
            if (refusals.getAndDecrement() > 0) {
                throw new IOException("refused");
            }
            connects.add(sink);
            return closes::release;
        }
    }

    @AfterEach
    void close() {
        hang.countDown();
        supervisor.close();
    }

    private RingSink nextConnect() throws InterruptedException {
        RingSink sink = connects.poll(10, TimeUnit.SECONDS);
        assertThat(sink).as("a connect within 10 s").isNotNull();
        return sink;
    }

    @Test
    void isIdleUntilStarted() {
        assertThat(supervisor.state()).isEqualTo(ListenerState.IDLE);
    }

    @Test
    void connectsAnewWhenTheConnectionIsLostAndClosesTheOldOne() throws InterruptedException {
        supervisor.start();
        nextConnect().lost(new IOException("gone"));

        nextConnect();

        assertThat(closes.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void keepsTryingWhileItIsRefused() throws InterruptedException {
        refusals.set(3);
        supervisor.start();

        nextConnect();

        assertThat(refusals.get()).isNegative();
    }

    @Test
    void closesInTimeWhileAConnectHangsAndClosesWhatThatBrings() throws InterruptedException {
        hangs = true;
        supervisor.start();
        nextConnect();

        Deadline bound = Deadline.in(Duration.ofSeconds(5));
        supervisor.close();

        assertThat(bound.isOver()).isFalse();
        assertThat(supervisor.state()).isEqualTo(ListenerState.CLOSED);
        hang.countDown();
        assertThat(closes.tryAcquire(10, TimeUnit.SECONDS))
                .as("the late connection was closed")
                .isTrue();
    }

    @Test
    void closesBeforeItWasStartedAndTwice() {
        supervisor.close();
        supervisor.close();
        supervisor.start();

        assertThat(supervisor.state()).isEqualTo(ListenerState.CLOSED);
        assertThat(connects).isEmpty();
    }
}
