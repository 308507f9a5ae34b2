package io.github.pgqueue.testkit.contract.delivery;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.ListenerState;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.QueueEvent;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Heard;
import io.github.pgqueue.testkit.internal.probe.Call;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;

/** Rules D14.1 to D14.3: a listener is believed as long as it hears the node's own rings. */
public abstract class ProofContract extends DeliveryContract {

    private static final Duration PROOF = Duration.ofSeconds(1);

    /** Half of it more is what a machine may pause. */
    private static final Duration STEADY_PROOF = Duration.ofSeconds(4);

    /** One and a half of it, as D14.2 says. */
    private static final Duration BOUND = Duration.ofMillis(1500);

    /** For a machine that is busy. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private static final Duration POLL = Duration.ofMillis(200);

    private final BlockingQueue<QueueEvent> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> handled = new LinkedBlockingQueue<>();
    private Muffler muffler;
    private @Nullable PgQueue elsewhere;

    /** For subclasses. */
    protected ProofContract() {}

    @BeforeEach
    final void openMuffler() {
        muffler = new Muffler(backend().listener());
    }

    @Checks("D14.1")
    void byItsOwnRing() {
        muffler.muffle(text -> !Muffler.isProof(text));
        PgQueues queues = subscribed(muffled());
        awaitListening(queues);
        Assertions.assertTrue(queues.health().proofAge().isPresent(), "age of the last proof");
    }

    @Checks("D14.1")
    void noOtherRingProvesAnything() {
        muffler.muffle(Muffler::isProof);
        PgQueues queues = subscribed(muffled());
        await("a proof was sent", () -> !muffler.proofs().isEmpty());
        Ring own = Ring.parse(muffler.proofs().get(0)).orElseThrow();
        long number = own.jobId().orElseThrow();
        List<String> forged = List.of(
                Ring.of(Ring.Kind.PROOF, "somebody-1-a0", number).format(),
                Ring.of(Ring.Kind.PROOF, own.queueName(), number + 1_000_000).format(),
                Ring.of(Ring.Kind.PROOF, own.queueName(), number - 1).format(),
                "p,," + own.queueName(),
                Ring.of(Ring.Kind.DONE, own.queueName(), number).format());
        muffler.muffle(text -> Muffler.isProof(text) && !forged.contains(text));
        String channel = backend().config().build().table().channel();
        for (int round = 0; round < 3; round++) {
            backend().send(channel, forged);
            assertDone(pushElsewhere(), "a job that is rung or polled for");
            Assertions.assertTrue(queues.health().proofAge().isEmpty(), "proven by what somebody else has sent");
        }
        awaitState(ListenerState.SUSPECT);
        muffler.unmuffle();
        awaitListening(queues);
    }

    @Checks("D14.1")
    void aNodeThatOnlyPollsSendsNoProof() throws Exception {
        Heard heard = new Heard(patience());
        PgQueuesConfig config = backend().config().build();
        String channel = config.table().channel();
        var connection = backend().listener().connect(config, channel, heard);
        closing(() -> within(patience(), "ListenerConnection.close", connection::close));
        subscribed(config().pollOnly().lease(Duration.ofSeconds(1)).proofInterval(Duration.ofMillis(100)));
        await(Duration.ofSeconds(1), "some beats", () -> probe().calls(Call.BEAT) > 2);
        backend().send(channel, List.of("last"));
        for (String text = heard.next(); !text.equals("last"); text = heard.next()) {
            Assertions.assertFalse(Muffler.isProof(text), "a proof of a node that does not listen: " + text);
        }
    }

    @Checks("D14.2")
    void aListenerThatFallsDeafIsSuspectInTime() {
        PgQueues queues = subscribed(muffled());
        awaitListening(queues);
        long begun = System.nanoTime();
        muffler.muffle();
        awaitState(ListenerState.SUSPECT);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        Assertions.assertTrue(
                took.compareTo(BOUND.plus(SLACK)) < 0, "found out after " + took + " instead of " + BOUND);
    }

    @Checks("D14.2")
    void jobsOfOthersWaitNoLongerThanThat() {
        PgQueues queues = subscribed(muffled());
        awaitListening(queues);
        muffler.muffle();
        long unheard = pushElsewhere();
        Assertions.assertEquals(unheard, next(handled, "a job whose ring was lost", BOUND.plus(patience())), "id");
        for (int i = 0; i < 3; i++) {
            assertDone(pushElsewhere(), "a job that is found by polling");
        }
    }

    @Checks("D14.2")
    void oneThatWasNeverProvenPolls() {
        muffler.muffle();
        PgQueues queues = subscribed(muffled());
        for (int i = 0; i < 2; i++) {
            for (ListenerState state : List.of(ListenerState.LISTENING, ListenerState.SUSPECT)) {
                awaitState(state);
                assertDone(pushElsewhere(), "a job that is found by polling");
            }
        }
        Assertions.assertTrue(queues.health().proofAge().isEmpty(), "a proof of a listener that hears nothing");
    }

    @Checks("D14.3")
    void itIsMadeAnewAndProvenAgain() {
        // Polls are hours apart.
        PgQueues queues = subscribed(config().listener(muffler).proofInterval(PROOF));
        awaitListening(queues);
        muffler.muffle();
        awaitState(ListenerState.SUSPECT);
        muffler.unmuffle();
        awaitListening(queues);
        Assertions.assertTrue(muffler.connects() > 1, "connections that were made: " + muffler.connects());
        assertDone(pushElsewhere(), "a job that is rung for");
    }

    @Checks("D14.3")
    void itStaysProvenForManyIntervals() {
        PgQueues queues = subscribed(muffled().proofInterval(STEADY_PROOF));
        awaitListening(queues);
        int proofs = 4;
        await(
                STEADY_PROOF.multipliedBy(proofs),
                "some proofs",
                () -> muffler.proofs().size() >= proofs);
        Assertions.assertEquals(ListenerState.PROVEN, queues.listenerState(), "state");
        Assertions.assertEquals(1, muffler.connects(), "connections that were made");
    }

    /** By what an observer is told: a state may be short. */
    private void awaitState(ListenerState state) {
        QueueEvent.ListenerChanged changed;
        do {
            changed = nextOf(QueueEvent.ListenerChanged.class, events, BOUND);
        } while (changed.state() != state);
    }

    private PgQueuesConfig.Builder muffled() {
        return config().listener(muffler).proofInterval(PROOF).pollInterval(POLL);
    }

    private PgQueues subscribed(PgQueuesConfig.Builder config) {
        PgQueues queues = open(config.observer(events::add));
        queues.queue(QUEUE).subscribe(job -> handled.add(job.id()));
        return queues;
    }

    private void assertDone(long id, String what) {
        Assertions.assertEquals(id, next(handled, what), "id");
    }

    /** By another process, which rings only through the table. */
    private long pushElsewhere() {
        if (elsewhere == null) {
            elsewhere = open(config().pollOnly()).queue(QUEUE);
        }
        return elsewhere.push("x");
    }
}
