package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.ListenerState;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.QueueEvent;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.contract.topic.NeedsServerAlone;
import io.github.pgqueue.testkit.database.ServerControl;
import io.github.pgqueue.testkit.database.Wire;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Assertions;

/** Rules D14.2 and D14.3 where neither connection nor network nor server says that something is wrong. */
@NeedsServerAlone
public abstract class SilenceContract extends DeliveryContract {

    private static final Duration PROOF = Duration.ofSeconds(2);

    /** One and a half of it, as D14.2 says. */
    private static final Duration BOUND = Duration.ofSeconds(3);

    /** For a machine that is busy. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private static final Duration POLL = Duration.ofMillis(200);

    private final BlockingQueue<QueueEvent> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> handled = new LinkedBlockingQueue<>();

    /** For subclasses. */
    protected SilenceContract() {}

    @Checks("D14.2")
    void theServerForgetsTheListen() {
        Wire wire = backend().wire();
        PgQueues queues = listening(wire);
        assertFoundOut(() -> Assertions.assertEquals(1, wire.unlisten(), "connections that listened"));
        assertPolls();
        awaitListening(queues);
    }

    @Checks("D14.2")
    void nothingComesFromTheServer() {
        Wire wire = backend().wire();
        listening(wire);
        assertFoundOut(() -> wire.mute(Wire.Way.TO_CLIENT));
        assertPolls();
    }

    @Checks("D14.2")
    void nothingComesAmidAMessage() {
        Wire wire = backend().wire();
        listening(wire);
        // More than a message's head, and less than any ring has.
        assertFoundOut(() -> wire.muteAfter(Wire.Way.TO_CLIENT, 20));
        assertPolls();
    }

    @Checks("D14.2")
    void nothingComesThroughEitherWay() {
        Wire wire = backend().wire();
        listening(wire);
        assertFoundOut(() -> wire.mute(Wire.Way.values()));
        assertPolls();
    }

    @Checks("D14.3")
    void theNetworkComesBack() {
        Wire wire = backend().wire();
        PgQueues queues = listening(wire);
        wire.mute(Wire.Way.values());
        awaitState(ListenerState.SUSPECT);
        awaitState(ListenerState.LOST);
        wire.mend();
        awaitListening(queues);
        assertRung();
    }

    @Checks("D14.2")
    void theServerIsFrozen() {
        ServerControl server = backend().server();
        closing(server::thaw);
        listening(config());
        assertFoundOut(server::freeze);
    }

    @Checks("D14.3")
    void theServerGoesOn() {
        ServerControl server = backend().server();
        closing(server::thaw);
        PgQueues queues = listening(config());
        server.freeze();
        awaitState(ListenerState.SUSPECT);
        server.thaw();
        awaitListening(queues);
        assertRung();
    }

    private PgQueues listening(Wire wire) {
        return listening(config().listenUrl(wire.url()));
    }

    private PgQueues listening(PgQueuesConfig.Builder config) {
        PgQueues queues = open(config.proofInterval(PROOF)
                .pollInterval(POLL)
                .connectTimeout(Duration.ofSeconds(1))
                .observer(events::add));
        queues.queue(QUEUE).subscribe(job -> handled.add(job.id()));
        awaitListening(queues);
        return queues;
    }

    private void assertFoundOut(Runnable fault) {
        fault.run();
        long begun = System.nanoTime();
        awaitState(ListenerState.SUSPECT);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        Assertions.assertTrue(
                took.compareTo(BOUND.plus(SLACK)) < 0, "found out after " + took + " instead of " + BOUND);
    }

    /** By what an observer is told: a state may be short. */
    private void awaitState(ListenerState state) {
        QueueEvent.ListenerChanged changed;
        do {
            changed = nextOf(QueueEvent.ListenerChanged.class, events, BOUND);
        } while (changed.state() != state);
    }

    private void assertPolls() {
        assertDone(elsewhere().push("x"), "a job that is found by polling");
    }

    private void assertRung() {
        PgQueue elsewhere = elsewhere();
        for (int i = 0; i < 3; i++) {
            assertDone(elsewhere.push("x"), "a job that is rung for");
        }
    }

    private void assertDone(long id, String what) {
        Assertions.assertEquals(id, next(handled, what), "id");
    }

    private PgQueue elsewhere() {
        return open(config().pollOnly()).queue(QUEUE);
    }
}
