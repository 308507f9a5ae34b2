package io.github.pgqueue.internal.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.QueueEvent;
import io.github.pgqueue.QueueObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EventsTest {

    private final BlockingQueue<QueueEvent> told = new LinkedBlockingQueue<>();
    private final CountDownLatch open = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        open.countDown();
    }

    private static QueueEvent event(int number) {
        return new QueueEvent.Pushed("mail", number, Duration.ZERO);
    }

    private static Events to(QueueObserver observer) {
        return new Events(Optional.of(observer));
    }

    private QueueEvent next() throws InterruptedException {
        QueueEvent event = told.poll(10, TimeUnit.SECONDS);
        assertThat(event).as("an event within 10 s").isNotNull();
        return event;
    }

    @Test
    void areToldInTheirOrder() throws InterruptedException {
        Events events = to(told::add);

        for (int i = 0; i < 100; i++) {
            int number = i;
            events.tell(() -> event(number));
        }

        for (int i = 0; i < 100; i++) {
            assertThat(next()).isEqualTo(event(i));
        }
    }

    @Test
    void areNotEvenMadeWithoutAnObserver() {
        Events events = new Events(Optional.empty());
        AtomicInteger made = new AtomicInteger();

        events.tell(() -> event(made.incrementAndGet()));

        assertThat(events.isObserved()).isFalse();
        assertThat(made).hasValue(0);
    }

    @Test
    void goOnAfterAnObserverThatThrowsOrLeavesItsThreadInterrupted() throws InterruptedException {
        Events events = to(event -> {
            told.add(event);
            Thread.currentThread().interrupt();
            throw new AssertionError("broken observer");
        });

        for (int i = 0; i < 3; i++) {
            int number = i;
            events.tell(() -> event(number));
            assertThat(next()).isEqualTo(event(number));
        }
    }

    @Test
    void aStuckObserverHoldsNobodyUpAndCostsAFixedNumberOfEvents() throws InterruptedException {
        CountDownLatch stuck = new CountDownLatch(1);
        Events events = to(event -> {
            stuck.countDown();
            awaitQuietly(open);
            told.add(event);
        });
        events.tell(() -> event(-1));
        assertThat(stuck.await(10, TimeUnit.SECONDS)).isTrue();

        for (int i = 0; i < 20_000; i++) {
            int number = i;
            events.tell(() -> event(number));
        }
        open.countDown();

        assertThat(next()).isEqualTo(event(-1));
        for (int i = 0; i < 10_000; i++) {
            assertThat(next()).isEqualTo(event(i));
        }
        events.tell(() -> event(77));
        assertThat(next()).isEqualTo(event(77));
    }

    @Test
    void whatWaitsAtTheEndIsToldAndNothingMore() throws InterruptedException {
        Events events = to(event -> {
            awaitQuietly(open);
            told.add(event);
        });
        events.tell(() -> event(1));
        events.tell(() -> event(2));

        events.close();
        events.tell(() -> event(3));
        open.countDown();

        assertThat(next()).isEqualTo(event(1));
        assertThat(next()).isEqualTo(event(2));
        assertThat(told.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
