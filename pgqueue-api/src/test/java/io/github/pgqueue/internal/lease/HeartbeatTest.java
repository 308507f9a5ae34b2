package io.github.pgqueue.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.StoreException;
import io.github.pgqueue.internal.StubStore;
import io.github.pgqueue.internal.ring.Proofs;
import io.github.pgqueue.internal.threads.Deadline;
import io.github.pgqueue.internal.threads.EngineThreads;
import io.github.pgqueue.spi.Beat;
import io.github.pgqueue.spi.Ring;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The leases of these tests are so long that a pause of the machine does not look like a loss. */
@Timeout(30)
class HeartbeatTest {

    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration SHORT_LEASE = Duration.ofMillis(600);
    private static final Beat ALIVE = new Beat(false, Optional.empty());
    private static final Beat LAPSED = new Beat(true, Optional.empty());

    private final EngineThreads threads = new EngineThreads();
    private final CountDownLatch hang = new CountDownLatch(1);
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final Semaphore beats = new Semaphore(0);
    private final AtomicInteger number = new AtomicInteger();
    /** From the number of the beat, beginning with 1. */
    private volatile Function<Integer, Beat> answer = beat -> ALIVE;

    private final Queue<Optional<Ring>> carried = new ConcurrentLinkedQueue<>();
    private final Queue<Ring> sent = new ConcurrentLinkedQueue<>();
    private final AtomicInteger notSent = new AtomicInteger();
    private volatile boolean refusesProofs;
    private volatile boolean cancelsFail;
    private volatile long lapsedBefore;
    private volatile Supplier<Duration> cancelInterval = () -> Duration.ofHours(1);

    private Heartbeat heartbeat = new Heartbeat(new Store(), "node", LEASE, new Care(), Proofs.NONE, threads);

    private final class Store extends StubStore {
        @Override
        public Beat beat(String node, Duration lease, Optional<Ring> proof) {
            carried.add(proof);
            if (refusesProofs && proof.isPresent()) {
                return down();
            }
            try {
                return answer.apply(number.incrementAndGet());
            } finally {
                beats.release();
            }
        }
    }

    private final class Care implements Heartbeat.Care {
        @Override
        public void held() {
            seen.add("held");
        }

        @Override
        public void lapsed(long epoch, String why) {
            lapsedBefore = epoch;
            seen.add("lapsed");
        }

        @Override
        public void rescue() {
            seen.add("rescue");
        }

        @Override
        public void checkCancels() {
            if (cancelsFail) {
                cancelsFail = false;
                throw new StoreException("database down", null);
            }
            seen.add("cancels");
        }

        @Override
        public Duration cancelInterval() {
            return cancelInterval.get();
        }
    }

    @AfterEach
    void close() {
        hang.countDown();
        heartbeat.close(Duration.ofSeconds(3));
        threads.close();
    }

    private void start(Duration lease) {
        heartbeat = new Heartbeat(new Store(), "node", lease, new Care(), Proofs.NONE, threads);
        heartbeat.start();
    }

    /** Passes over all else. */
    private void await(String what) throws InterruptedException {
        String next;
        do {
            next = seen.poll(10, TimeUnit.SECONDS);
            assertThat(next).as("%s within 10 s", what).isNotNull();
        } while (!next.equals(what));
    }

    private void awaitBeats(int count) throws InterruptedException {
        assertThat(beats.tryAcquire(count, 10, TimeUnit.SECONDS))
                .as("%s beats within 10 s", count)
                .isTrue();
    }

    private static Beat down() {
        throw new StoreException("database down", null);
    }

    private Beat hanging() {
        try {
            hang.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return ALIVE;
    }

    @Test
    void isNotHeldBeforeTheFirstBeatIsAnswered() throws InterruptedException {
        answer = beat -> hanging();
        heartbeat.start();

        assertThat(heartbeat.isHeld()).isFalse();
        hang.countDown();
        await("held");
        assertThat(heartbeat.isHeld()).isTrue();
    }

    @Test
    void beatsAgainLongBeforeTheLeaseIsOver() throws InterruptedException {
        heartbeat.start();
        long epoch = heartbeat.epoch();
        awaitBeats(3);

        assertThat(heartbeat.isHeld(epoch)).isTrue();
        assertThat(seen).doesNotContain("lapsed");
    }

    @Test
    void aNewNodeIsUnknownAndHasNothingToLose() throws InterruptedException {
        answer = beat -> beat == 1 ? LAPSED : ALIVE;
        heartbeat.start();

        await("held");
        assertThat(seen).doesNotContain("lapsed");
        assertThat(heartbeat.isHeld()).isTrue();
    }

    @Test
    void givesUpWhileBeatsFailAndIsHeldAgainUnderAnotherNumber() throws InterruptedException {
        CountDownLatch up = new CountDownLatch(1);
        answer = beat -> beat == 1 || up.getCount() == 0 ? ALIVE : down();
        start(SHORT_LEASE);
        await("held");
        long epoch = heartbeat.epoch();

        await("lapsed");
        assertThat(heartbeat.isHeld()).isFalse();
        assertThat(lapsedBefore).isEqualTo(epoch + 1);
        up.countDown();
        await("held");

        assertThat(heartbeat.isHeld(epoch)).isFalse();
        assertThat(heartbeat.isHeld(heartbeat.epoch())).isTrue();
    }

    @Test
    void givesUpWhileABeatHangs() throws InterruptedException {
        answer = beat -> beat == 1 ? ALIVE : hanging();
        start(SHORT_LEASE);
        await("held");

        await("lapsed");

        assertThat(heartbeat.isHeld()).isFalse();
    }

    @Test
    void doesNotGiveUpEarly() throws InterruptedException {
        answer = beat -> beat == 1 ? ALIVE : down();
        long begun = System.nanoTime();
        start(SHORT_LEASE);
        await("lapsed");

        // Five sixths of the lease, counted from when the beat was sent.
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void believesTheStoreThatItHadLapsed() throws InterruptedException {
        answer = beat -> beat == 2 ? LAPSED : ALIVE;
        heartbeat.start();
        await("held");
        long epoch = heartbeat.epoch();

        await("lapsed");
        await("held");

        assertThat(heartbeat.epoch()).isNotEqualTo(epoch);
    }

    /** What was claimed after the loss was noticed, by one who had not heard of it, is lost as well. */
    @Test
    void countsALeaseThatTheStoreSaysWasOverThoughTheLossWasNoticed() throws InterruptedException {
        CountDownLatch up = new CountDownLatch(1);
        AtomicInteger afterwards = new AtomicInteger();
        answer = beat -> {
            if (beat == 1) {
                return ALIVE;
            }
            return up.getCount() > 0 ? down() : afterwards.getAndIncrement() == 0 ? LAPSED : ALIVE;
        };
        start(SHORT_LEASE);
        await("held");
        await("lapsed");
        long epoch = heartbeat.epoch();
        up.countDown();

        await("held");

        assertThat(heartbeat.isHeld(epoch)).isFalse();
        assertThat(heartbeat.epoch()).isEqualTo(epoch + 1);
    }

    @Test
    void beatsOnWhateverIsThrown() throws InterruptedException {
        cancelInterval = () -> {
            throw new OutOfMemoryError("no native thread");
        };
        heartbeat.start();

        awaitBeats(3);

        assertThat(heartbeat.isHeld()).isTrue();
    }

    @Test
    void anAnswerThatComesTooLateDoesNotCount() throws InterruptedException {
        answer = beat -> beat == 1 ? hanging() : down();
        start(SHORT_LEASE);
        CountDownLatch never = new CountDownLatch(1);
        assertThat(never.await(SHORT_LEASE.toMillis(), TimeUnit.MILLISECONDS)).isFalse();

        hang.countDown();
        awaitBeats(3);

        assertThat(heartbeat.isHeld()).isFalse();
        assertThat(seen).doesNotContain("held");
    }

    /** The alarm's thread may be late, and who found the lease over meanwhile must be told. */
    @Test
    void isHeldAgainThoughNobodyHasNoticedTheLoss() throws InterruptedException {
        CountDownLatch up = new CountDownLatch(1);
        threads.alarm(this::hanging).set(Duration.ZERO);
        answer = beat -> beat == 1 || up.getCount() == 0 ? ALIVE : down();
        start(SHORT_LEASE);
        await("held");
        Deadline patience = Deadline.in(Duration.ofSeconds(10));
        while (heartbeat.isHeld() && !patience.isOver()) {
            Thread.onSpinWait();
        }
        up.countDown();

        await("held");
        assertThat(heartbeat.isHeld()).isTrue();
    }

    @Test
    void looksAfterOthersAtTheBeginningAndWhenTheirLeasesEnd() throws InterruptedException {
        answer = beat -> new Beat(false, Optional.of(Duration.ofMillis(700)));
        long begun = System.nanoTime();
        heartbeat.start();

        await("rescue");
        await("rescue");

        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Duration.ofMillis(700), LEASE.minusMillis(100));
    }

    /** Each beat tells of a lapse that does not come, since that one beats too. */
    @Test
    void looksAfterNobodyWhoBeats() throws InterruptedException {
        answer = beat -> new Beat(false, Optional.of(Duration.ofMillis(1_500)));
        heartbeat.start();
        await("rescue");
        awaitBeats(4);

        assertThat(seen).doesNotContain("rescue");
    }

    @Test
    void looksAfterNobodyWithoutALease() throws InterruptedException {
        answer = beat -> down();
        start(SHORT_LEASE);
        awaitBeats(10);

        assertThat(seen).doesNotContain("rescue");
    }

    @Test
    void looksForCancelledJobsWhenAskedAndAgainIfItFailed() throws InterruptedException {
        heartbeat.start();
        await("cancels");

        heartbeat.upkeep().checkCancelsNow();
        await("cancels");
        cancelsFail = true;
        heartbeat.upkeep().checkCancelsNow();
        await("cancels");

        assertThat(cancelsFail).isFalse();
    }

    @Test
    void looksForCancelledJobsOnceMoreForWhatCameIntoHandMeanwhile() throws InterruptedException {
        heartbeat.start();
        await("cancels");
        long hints = heartbeat.upkeep().cancelHints();
        heartbeat.upkeep().checkCancelsSince(hints);
        assertThat(seen.poll(100, TimeUnit.MILLISECONDS)).isNotEqualTo("cancels");

        heartbeat.upkeep().checkCancelsNow();
        await("cancels");
        heartbeat.upkeep().checkCancelsSince(hints);

        await("cancels");
    }

    @Test
    void beatsAsOftenAsAProofIsDue() throws InterruptedException {
        startWith(new Counted(Duration.ofMillis(50)));
        awaitBeats(6);

        // Six of the third of a lease would have taken five seconds.
        assertThat(carried.stream().filter(Optional::isPresent)).hasSizeGreaterThanOrEqualTo(6);
        assertThat(sent).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void keepsItsLeaseWhereNoProofCanBeSent() throws InterruptedException {
        refusesProofs = true;
        startWith(new Counted(Duration.ofMillis(50)));

        await("held");
        awaitBeats(8);

        assertThat(heartbeat.isHeld()).isTrue();
        assertThat(sent).isEmpty();
        assertThat(notSent.get()).isPositive();
        assertThat(carried).contains(Optional.empty());
    }

    @Test
    void beatsAtOnceWhenAProofIsWanted() throws InterruptedException {
        startWith(new Counted(Duration.ofHours(1)));
        awaitBeats(1);

        heartbeat.beatNow();

        awaitBeats(1);
    }

    private void startWith(Proofs proofs) {
        heartbeat = new Heartbeat(new Store(), "node", LEASE, new Care(), proofs, threads);
        heartbeat.start();
    }

    /** A proof for each beat. */
    private final class Counted implements Proofs {
        private final Duration until;

        Counted(Duration until) {
            this.until = until;
        }

        @Override
        public Optional<Ring> next() {
            return Optional.of(Ring.of(Ring.Kind.PROOF, "node", number.get()));
        }

        @Override
        public Duration untilNext() {
            return until;
        }

        @Override
        public void sent(Ring proof) {
            sent.add(proof);
        }

        @Override
        public void notSent(Throwable failure) {
            notSent.incrementAndGet();
        }
    }

    @Test
    void beatsAtOnceWhenSomeoneHasSeenTheStore() throws InterruptedException {
        CountDownLatch up = new CountDownLatch(1);
        answer = beat -> up.getCount() == 0 ? ALIVE : down();
        heartbeat.start();
        awaitBeats(4);
        up.countDown();

        heartbeat.retryNow();

        await("held");
    }

    @Test
    void closesInTimeWhileABeatHangs() throws InterruptedException {
        answer = beat -> hanging();
        heartbeat.start();

        Deadline bound = Deadline.in(Duration.ofSeconds(5));
        boolean known = heartbeat.close(Duration.ofMillis(100));

        assertThat(bound.isOver()).isFalse();
        assertThat(known).isTrue();
        assertThat(heartbeat.isHeld()).isFalse();
    }

    @Test
    void closedBeforeItWasStartedNobodyKnowsIt() {
        assertThat(heartbeat.close(Duration.ofMillis(100))).isFalse();

        heartbeat.start();

        assertThat(number).hasValue(0);
    }
}
