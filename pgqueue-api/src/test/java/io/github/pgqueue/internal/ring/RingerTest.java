package io.github.pgqueue.internal.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.StoreException;
import io.github.pgqueue.internal.threads.EngineThreads;
import io.github.pgqueue.spi.Ring;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
class RingerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Instant EARLY = Instant.parse("2100-01-01T00:00:00Z");
    private static final Instant LATE = Instant.parse("2200-01-01T00:00:00Z");

    private final EngineThreads threads = new EngineThreads();
    private final BlockingQueue<Collection<Ring>> sent = new LinkedBlockingQueue<>();
    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch open = new CountDownLatch(1);

    @AfterEach
    void stop() {
        open.countDown();
        threads.close();
    }

    private Collection<Ring> next() throws InterruptedException {
        Collection<Ring> rings = sent.poll(10, TimeUnit.SECONDS);
        assertThat(rings).as("rings within 10 s").isNotNull();
        return rings;
    }

    @Test
    void isTriedAgainWhenTheSystemHasNoThread() throws InterruptedException {
        AtomicInteger refusals = new AtomicInteger(2);
        Ringer ringer = new Ringer(sent::add, threads, task -> {
            if (refusals.getAndDecrement() > 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            threads.ringer().execute(task);
        });

        ringer.ring(work("mail", 1));

        assertThat(next()).containsExactly(work("mail", 1));
    }

    /** Holds what it is told until the test lets it go. */
    private void slow(Collection<Ring> rings) {
        begun.release();
        try {
            open.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        sent.add(rings);
    }

    private static Ring work(String queueName, long id) {
        return Ring.of(Ring.Kind.WORK, queueName, id);
    }

    @Test
    void tellsAtOnce() throws InterruptedException {
        Ringer ringer = new Ringer(sent::add, threads);

        ringer.ring(work("mail", 1));

        assertThat(next()).containsExactly(work("mail", 1));
    }

    @Test
    void tellsTogetherWhatCameMeanwhileOnceAQueue() throws InterruptedException {
        Ringer ringer = new Ringer(this::slow, threads);
        ringer.ring(work("mail", 1));
        begun.acquire();

        ringer.ring(work("mail", 2));
        ringer.ring(work("mail", 3));
        ringer.ring(work("print", 4));
        open.countDown();

        assertThat(next()).containsExactly(work("mail", 1));
        assertThat(next()).containsExactlyInAnyOrder(Ring.of("mail"), work("print", 4));
    }

    @Test
    void tellsTheEarliestDueTimeUnlessOneIsDueNow() throws InterruptedException {
        Ringer ringer = new Ringer(this::slow, threads);
        ringer.ring(work("mail", 1));
        begun.acquire();

        ringer.ring(due("later", LATE));
        ringer.ring(due("later", EARLY));
        ringer.ring(due("now", EARLY));
        ringer.ring(Ring.of("now"));
        open.countDown();
        next();

        assertThat(next()).containsExactlyInAnyOrder(due("later", EARLY), Ring.of("now"));
    }

    private static Ring due(String queueName, Instant at) {
        return new Ring(queueName, OptionalLong.empty(), Optional.of(at));
    }

    @Test
    void tellsNowAndThenOnlyWhenBusy() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        Ringer ringer = new Ringer(rings -> calls.incrementAndGet(), threads);
        long begin = System.nanoTime();

        while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(200)) {
            ringer.ring(Ring.of("mail"));
        }

        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        // Where whoever pushes is held up now and then, each ring has little to tell: then there is one a millisecond.
        assertThat(calls.get()).isLessThanOrEqualTo((int) (25 + took.toMillis()));
    }

    @Test
    void isNotQuietWhileItTellsOrRests() throws InterruptedException {
        Ringer ringer = new Ringer(this::slow, threads);
        assertThat(ringer.isQuiet()).isTrue();
        ringer.ring(work("mail", 1));
        begun.acquire();

        assertThat(ringer.isQuiet()).as("while it tells").isFalse();
        open.countDown();
        next();
        awaitQuiet(ringer);
        ringer.close(PATIENCE);
        assertThat(ringer.isQuiet()).as("once it is closed").isFalse();
    }

    @Test
    void restsFromWhatPushesHaveToldByThemselves() throws InterruptedException {
        Ringer ringer = new Ringer(sent::add, threads);

        for (int push = 0; push < 1_000 && ringer.isQuiet(); push++) {
            ringer.told();
        }
        assertThat(ringer.isQuiet()).as("after hundreds at once").isFalse();
        ringer.ring(work("mail", 1));

        assertThat(next()).containsExactly(work("mail", 1));
        awaitQuiet(ringer);
    }

    private static void awaitQuiet(Ringer ringer) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!ringer.isQuiet()) {
            assertThat(System.nanoTime()).as("time until it is quiet").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void restsForAMillisecondAPushUpToAFew() {
        assertThat(Ringer.rest(1)).isEqualTo(Duration.ofMillis(1));
        assertThat(Ringer.rest(4)).isEqualTo(Duration.ofMillis(4));
        assertThat(Ringer.rest(1_000)).isEqualTo(Duration.ofMillis(5));
    }

    @Test
    void tellsWhatSavesOthersALookBehindWhatTheyWouldLookFor() throws InterruptedException {
        Ringer ringer = new Ringer(this::slow, threads);
        ringer.ring(work("mail", 1));
        begun.acquire();

        ringer.tell(taken(1));
        ringer.tell(taken(1));
        ringer.ring(work("mail", 2));
        open.countDown();

        assertThat(next()).containsExactly(work("mail", 1));
        assertThat(next()).containsExactly(work("mail", 2), taken(1));
    }

    @Test
    void tellsNobodyWhatWouldSaveALookWhereThereIsMuchToTell() throws InterruptedException {
        Ringer ringer = new Ringer(this::slow, threads);
        ringer.ring(work("mail", 1));
        begun.acquire();

        for (int id = 0; id < 1_000; id++) {
            ringer.tell(taken(id));
        }
        open.countDown();

        assertThat(next()).containsExactly(work("mail", 1));
        assertThat(next()).hasSizeLessThan(20);
    }

    @Test
    void forgetsWhatSavesALookWhenItCannotTell() throws InterruptedException {
        Ringer ringer = ringerThatFails(1);

        ringer.tell(taken(1));
        begun.acquire();
        ringer.ring(work("mail", 2));

        assertThat(next()).containsExactly(work("mail", 2));
    }

    private static Ring taken(long id) {
        return Ring.of(Ring.Kind.TAKEN, "mail", id);
    }

    private Ringer ringerThatFails(int times) {
        AtomicInteger left = new AtomicInteger(times);
        return new Ringer(
                rings -> {
                    begun.release();
                    if (left.getAndDecrement() > 0) {
                        throw new StoreException("down", null);
                    }
                    sent.add(rings);
                },
                threads);
    }

    @Test
    void keepsWhatItCouldNotTell() throws InterruptedException {
        Ringer ringer = ringerThatFails(2);

        ringer.ring(work("mail", 1));
        begun.acquire();
        ringer.ring(work("print", 2));

        assertThat(next()).containsExactlyInAnyOrder(work("mail", 1), work("print", 2));
    }

    @Test
    void tellsWhatIsLeftWhenItIsClosed() throws InterruptedException {
        Ringer ringer = ringerThatFails(4);
        ringer.ring(work("mail", 1));
        begun.acquire(4);

        ringer.close(PATIENCE);

        assertThat(List.copyOf(sent)).containsExactly(List.of(work("mail", 1)));
    }

    @Test
    void waitsForWhatIsUnderWayWhenItIsClosedButNotForEver() throws InterruptedException {
        Ringer ringer = new Ringer(this::slow, threads);
        ringer.ring(work("mail", 1));
        begun.acquire();
        ringer.ring(work("print", 2));
        ringer.close(Duration.ofMillis(50));
        assertThat(sent).isEmpty();

        open.countDown();

        List<Ring> all = new ArrayList<>(next());
        all.addAll(next());
        assertThat(all).containsExactlyInAnyOrder(work("mail", 1), work("print", 2));
    }

    @Test
    void tellsNobodyOnceItIsClosed() {
        Ringer ringer = new Ringer(sent::add, threads);
        ringer.close(PATIENCE);
        threads.close();

        ringer.ring(work("mail", 1));
        ringer.close(PATIENCE);

        assertThat(sent).isEmpty();
    }
}
