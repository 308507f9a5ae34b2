package io.github.pgqueue.internal.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.Health;
import io.github.pgqueue.ListenerState;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.internal.threads.Deadline;
import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.ListenerProvider;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.spi.RingSink;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
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

@Timeout(30)
class ListenerSupervisorTest {

    private final BlockingQueue<RingSink> connects = new LinkedBlockingQueue<>();
    private final Semaphore closes = new Semaphore(0);
    private final AtomicInteger refusals = new AtomicInteger();
    private final CountDownLatch hang = new CountDownLatch(1);
    private volatile boolean hangs;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

    private static final String NODE = "this node";
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final BlockingQueue<ListenerState> states = new LinkedBlockingQueue<>();
    private final BlockingQueue<Ring> heard = new LinkedBlockingQueue<>();
    private final Semaphore sweeps = new Semaphore(0);
    private final Semaphore proofsWanted = new Semaphore(0);

    private final ListenerSupervisor supervisor = new ListenerSupervisor(
            new Scripted(),
            PgQueuesConfig.builder("jdbc:postgresql://localhost/none")
                    .proofInterval(INTERVAL)
                    .build(),
            NODE,
            new Notes());

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
        supervisor.close(CLOSE_LIMIT);
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
        supervisor.close(CLOSE_LIMIT);

        assertThat(bound.isOver()).isFalse();
        assertThat(supervisor.state()).isEqualTo(ListenerState.CLOSED);
        hang.countDown();
        assertThat(closes.tryAcquire(10, TimeUnit.SECONDS))
                .as("the late connection was closed")
                .isTrue();
    }

    @Test
    void closesBeforeItWasStartedAndTwice() {
        supervisor.close(CLOSE_LIMIT);
        supervisor.close(CLOSE_LIMIT);
        supervisor.start();

        assertThat(supervisor.state()).isEqualTo(ListenerState.CLOSED);
        assertThat(connects).isEmpty();
    }

    private void await(ListenerState state) throws InterruptedException {
        ListenerState next;
        do {
            next = states.poll(10, TimeUnit.SECONDS);
            assertThat(next).as("%s within 10 s", state).isNotNull();
        } while (next != state);
    }

    /** What a heartbeat does: asks for what a beat is to carry, and sends it. */
    private Ring send() throws InterruptedException {
        assertThat(proofsWanted.tryAcquire(10, TimeUnit.SECONDS))
                .as("a proof is wanted within 10 s")
                .isTrue();
        Ring proof = supervisor.next().orElseThrow();
        supervisor.sent(proof);
        return proof;
    }

    private void sendWhenDue() {
        Optional<Ring> proof = supervisor.next();
        while (proof.isEmpty() && !Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
            proof = supervisor.next();
        }
        supervisor.sent(proof.orElseThrow());
    }

    @Test
    void isProvenByARingOfItsOwn() throws InterruptedException {
        supervisor.start();
        RingSink sink = nextConnect();
        Ring proof = send();
        await(ListenerState.LISTENING);
        assertThat(health().proofAge()).isEmpty();

        sink.ring(proof.format());

        await(ListenerState.PROVEN);
        assertThat(health().proofAge()).isPresent();
        assertThat(heard).isEmpty();
    }

    private Health health() {
        return supervisor.health(supervisor.state(), true);
    }

    @Test
    void ringsOfOthersProveNothing() throws InterruptedException {
        supervisor.start();
        RingSink sink = nextConnect();
        Ring proof = send();
        long number = proof.jobId().orElseThrow();

        sink.ring(Ring.of(Ring.Kind.PROOF, "another node", number).format());
        sink.ring(Ring.of(Ring.Kind.PROOF, NODE, number + 1).format());
        sink.ring(Ring.of(Ring.Kind.PROOF, NODE, number - 1).format());
        sink.ring(new Ring(Ring.Kind.PROOF, NODE, OptionalLong.empty(), Optional.empty()).format());
        sink.ring(Ring.of(NODE).format());

        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(Ring.of(NODE));
        assertThat(health().proofAge()).isEmpty();
        await(ListenerState.SUSPECT);
        assertThat(states).doesNotContain(ListenerState.PROVEN);
    }

    @Test
    void aProofThatDoesNotComeBackMakesItSuspectAndTheConnectionIsMadeAnew() throws InterruptedException {
        supervisor.start();
        RingSink first = nextConnect();
        first.ring(send().format());
        await(ListenerState.PROVEN);
        sweeps.drainPermits();

        sendWhenDue();
        await(ListenerState.SUSPECT);

        assertThat(sweeps.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        assertThat(closes.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        RingSink second = nextConnect();
        second.ring(send().format());
        await(ListenerState.PROVEN);
        assertThat(health().lastProblem().orElseThrow())
                .isEqualTo("the listening connection (scripted) does not hear any more what is sent through the"
                        + " database, and is made anew");
    }

    @Test
    void staysProvenAsLongAsProofsComeBack() throws InterruptedException {
        supervisor.start();
        RingSink sink = nextConnect();
        sink.ring(send().format());
        await(ListenerState.PROVEN);
        Deadline end = Deadline.in(INTERVAL.multipliedBy(3));
        while (!end.isOver()) {
            supervisor.next().ifPresent(proof -> {
                supervisor.sent(proof);
                sink.ring(proof.format());
            });
            Thread.onSpinWait();
        }

        assertThat(states).isEmpty();
        assertThat(supervisor.state()).isEqualTo(ListenerState.PROVEN);
    }

    @Test
    void isSuspectTooIfNoProofCouldBeSent() throws InterruptedException {
        supervisor.start();
        nextConnect();
        assertThat(proofsWanted.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        assertThat(supervisor.next()).isPresent();
        supervisor.notSent(new IOException("queue full"));
        assertThat(supervisor.next()).as("a proof right after a failure").isEmpty();

        await(ListenerState.SUSPECT);

        assertThat(health().lastProblem().orElseThrow())
                .contains("nothing could be sent")
                .endsWith("queue full");
        nextConnect();
    }

    @Test
    void aProofThatComesAfterItWasGivenUpCountsNot() throws InterruptedException {
        supervisor.start();
        RingSink sink = nextConnect();
        Ring proof = send();
        await(ListenerState.SUSPECT);

        sink.ring(proof.format());

        assertThat(health().proofAge()).isEmpty();
        assertThat(states).doesNotContain(ListenerState.PROVEN);
    }

    @Test
    void saysOnceThatItHearsNothingAndGoesOnTrying() throws InterruptedException {
        try (Warnings warnings = new Warnings(ListenerSupervisor.class)) {
            supervisor.start();
            for (int tried = 0; tried < 3; tried++) {
                nextConnect();
                send();
                await(ListenerState.SUSPECT);
            }
            assertThat(warnings.texts()).hasSize(1).first().asString().contains("pooler", "PT1S");
        }
    }

    @Test
    void saysOnceThatItIsLostUntilItIsProvenAgain() throws InterruptedException {
        try (Warnings warnings = new Warnings(ListenerSupervisor.class)) {
            refusals.set(2);
            supervisor.start();
            RingSink first = nextConnect();
            send();
            first.lost(new SQLException("it is a standby", "25006"));
            RingSink sink = nextConnect();
            assertThat(warnings.texts()).hasSize(2);
            assertThat(health().lastProblem().orElseThrow())
                    .contains("it is a standby", "set listenUrl to the primary");
            sink.ring(send().format());
            await(ListenerState.PROVEN);
            sink.lost(new IOException("gone again"));
            await(ListenerState.LOST);
            nextConnect();

            assertThat(warnings.texts()).hasSize(3);
        }
    }

    @Test
    void saysOnceWhyItIsNotLetInAgain() throws InterruptedException {
        try (Warnings warnings = new Warnings(ListenerSupervisor.class)) {
            supervisor.start();
            RingSink sink = nextConnect();
            sink.ring(send().format());
            await(ListenerState.PROVEN);
            refusals.set(3);
            sink.lost(new IOException("gone"));
            nextConnect();

            assertThat(warnings.texts())
                    .satisfiesExactly(
                            lost -> assertThat(lost).contains("is lost: gone"),
                            refused -> assertThat(refused).contains("cannot be made: refused"));
        }
    }

    /** Who is told. */
    private final class Notes implements ListenerSupervisor.Audience {
        @Override
        public void heard(Ring ring) {
            heard.add(ring);
        }

        @Override
        public void sweep() {
            sweeps.release();
        }

        @Override
        public void prove() {
            proofsWanted.release();
        }

        @Override
        public void changed(ListenerState state) {
            states.add(state);
        }
    }
}
