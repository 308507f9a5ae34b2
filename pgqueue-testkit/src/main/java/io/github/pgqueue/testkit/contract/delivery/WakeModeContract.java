package io.github.pgqueue.testkit.contract.delivery;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.started;
import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.Job;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.Wake;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Gate;
import io.github.pgqueue.testkit.internal.probe.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assertions;

/** Rules D13: how other processes learn of a push. */
public abstract class WakeModeContract extends DeliveryContract {

    private static final Duration BACKSTOP = Duration.ofMillis(700);
    private static final Duration BUSY = Duration.ofMillis(500);
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(1);
    private static final int AT_ONCE = 30;
    private static final int THREADS = 4;
    private static final int QUEUES = 20;
    private static final int MOST_LOOKS = 4;

    private final BlockingQueue<Job> handled = new LinkedBlockingQueue<>();

    /** For subclasses. */
    protected WakeModeContract() {}

    @Checks("D13.1")
    void transactionalPushesWakeOthersByThemselves() {
        PgQueues listening = listening(config());
        Member pusher = member(config().pollOnly().wake(Wake.TRANSACTIONAL));
        for (NewJob job : List.of(NewJob.of("x"), NewJob.of("y").withHeader("a", "b"))) {
            long id = pusher.queue().push(job);
            Assertions.assertEquals(id, next(handled, "a job pushed elsewhere").id(), "id");
            awaitState(listening.queue(QUEUE), id, JobState.SUCCESS);
        }
        Assertions.assertEquals(0, pusher.probe().calls(Call.RING), "rings that were sent afterwards");
    }

    @Checks("D13.1")
    void nobodyIsRungWhereNobodyIsToBe() {
        PgQueues listening = listening(config());
        Member pusher = member(config().pollOnly().wake(Wake.NONE));
        long first = pushUnseen(pusher);
        pusher.queue().pushAll(Collections.nCopies(3, NewJob.of("silent")));
        assertNothing(handled, "a job of a silent push");
        Assertions.assertEquals(0, pusher.probe().calls(Call.RING), "rings");
        open(config().pollOnly()).queue(QUEUE).push("heard");
        Assertions.assertEquals(
                first, next(handled, "the first job, with the ring of the last").id(), "id");
        awaitState(listening.queue(QUEUE), first, JobState.SUCCESS);
    }

    /** The one that nobody finds: a look that was due anyway, as after the proof, may find the first ones. */
    private long pushUnseen(Member pusher) {
        for (int i = 1; ; i++) {
            long id = pusher.queue().push("silent");
            Optional<Job> found = soon(handled);
            if (found.isEmpty() || i == MOST_LOOKS) {
                Assertions.assertTrue(found.isEmpty(), "each of " + MOST_LOOKS + " silent pushes was found at once");
                return id;
            }
        }
    }

    @Checks("D13.1")
    void othersFindSilentPushesWhenTheyLook() {
        listening(config().backstopInterval(BACKSTOP));
        long id = open(config().pollOnly().wake(Wake.NONE)).queue(QUEUE).push("silent");
        Assertions.assertEquals(id, next(handled, "a job of a silent push").id(), "id");
    }

    @Checks("D13.1")
    void subscribersOfThisProcessAreWokenWhateverIsChosen() {
        for (Wake wake : Wake.values()) {
            PgQueue queue = open(config().pollOnly().wake(wake)).queue(wake.name());
            queue.subscribe(handled::add);
            for (int i = 0; i < 3; i++) {
                long id = queue.push("x");
                Assertions.assertEquals(id, next(handled, "a job with " + wake).id(), "id");
                awaitState(queue, id, JobState.SUCCESS);
            }
        }
    }

    @Checks("D13.2")
    void aPushDoesNotWaitForItsRing() {
        Member pusher = member(config().pollOnly());
        Gate gate = gate();
        pusher.probe().hook(Call.holding(gate, List.of(Call.RING)));
        PgQueues listening = listening(config());
        within(patience(), "pushing while a ring hangs", () -> {
            for (int i = 0; i < 100; i++) {
                pusher.queue().push("x");
            }
        });
        gate.awaitArrivals(1, "a ring is under way");
        assertNothing(handled, "a job that nobody was told of");
        gate.open();
        assertAllDone(listening, 100);
    }

    @Checks("D13.2")
    void aRingThatFailsIsSentAgain() {
        Member pusher = member(config().pollOnly());
        pusher.cutOff(Call.RING);
        listening(config());
        long id = pusher.queue().push("x");
        pusher.probe()
                .await(patience(), "a ring that failed", () -> pusher.probe().calls(Call.RING) > 0);
        assertNothing(handled, "a job that nobody was told of");
        pusher.mend();
        Assertions.assertEquals(
                id, next(handled, "the job, once rings get through").id(), "id");
    }

    /** As if the process had died between its commit and its ring. */
    @Checks("D13.2")
    void aJobWhoseRingIsNeverSentIsFound() {
        Member pusher = member(config().pollOnly());
        pusher.cutOff(Call.RING);
        listening(config().backstopInterval(BACKSTOP));
        long id = pusher.queue().push("x");
        within(patience(), "closing", pusher.queues()::close);
        Assertions.assertEquals(id, next(handled, "a job whose ring is lost").id(), "id");
    }

    @Checks("D13.3")
    void manyPushesShareTheirRings() throws Exception {
        PgQueues listening = open();
        Set<Long> done = Collections.synchronizedSet(new HashSet<>());
        for (int queue = 0; queue < QUEUES; queue++) {
            listening.queue("queue " + queue).subscribe(job -> done.add(job.id()));
        }
        awaitListening(listening);
        Member pusher = member(config().pollOnly());
        long begun = System.nanoTime();
        Set<Long> pushed = pushForAWhile(pusher.queues());
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        await("all " + pushed.size() + " jobs are done", () -> done.containsAll(pushed));
        long most = AT_ONCE + took.dividedBy(SHORTEST_INTERVAL);
        long rings = pusher.probe().calls(Call.RING);
        Assertions.assertTrue(
                rings <= most, rings + " rings for " + pushed.size() + " pushes in " + took.toMillis() + " ms");
    }

    private static Set<Long> pushForAWhile(PgQueues queues) throws Exception {
        long begun = System.nanoTime();
        AtomicInteger turn = new AtomicInteger();
        List<CompletableFuture<Set<Long>>> threads = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            threads.add(started("pushing", () -> {
                Set<Long> pushed = new HashSet<>();
                while (System.nanoTime() - begun < BUSY.toNanos()) {
                    pushed.add(queues.queue("queue " + turn.getAndIncrement() % QUEUES)
                            .push("x"));
                }
                return pushed;
            }));
        }
        Set<Long> pushed = new HashSet<>();
        for (CompletableFuture<Set<Long>> thread : threads) {
            pushed.addAll(thread.get());
        }
        return pushed;
    }

    @Checks("D13.4")
    void closingSendsWhatIsNotYetRung() {
        Member pusher = member(config().pollOnly());
        pusher.cutOff(Call.RING);
        listening(config());
        long id = pusher.queue().push("x");
        // By then it pauses before it tries again, and closing is faster.
        pusher.probe().await(patience(), "rings that fail", () -> pusher.probe().calls(Call.RING) > 3);
        pusher.mend();
        pusher.queues().close();
        Assertions.assertEquals(
                id, next(handled, "a job pushed before the close").id(), "id");
    }

    @Checks("D13.4")
    void aRingThatHangsDoesNotKeepItFromClosing() {
        Duration limit = Duration.ofSeconds(1);
        Member pusher = member(config().pollOnly().closeTimeout(limit));
        Gate gate = gate();
        pusher.probe().hook(Call.holding(gate, List.of(Call.RING)));
        pusher.queue().push("x");
        gate.awaitArrivals(1, "a ring is under way");
        pusher.queue().push("y");
        within(limit.plus(patience()), "closing", pusher.queues()::close);
    }

    /** A subscriber that listens, and has done so for long enough not to look again by itself. */
    private PgQueues listening(PgQueuesConfig.Builder config) {
        Member listening = member(config);
        listening.queue().subscribe(handled::add);
        awaitListening(listening.queues());
        listening
                .probe()
                .await(patience(), "the first look", () -> listening.probe().exchanges() > 0);
        AtomicLong looks = new AtomicLong();
        AtomicLong since = new AtomicLong(System.nanoTime());
        listening.probe().await(patience(), "the subscriber is idle", () -> {
            long now = listening.probe().exchanges();
            if (looks.getAndSet(now) != now) {
                since.set(System.nanoTime());
            }
            return System.nanoTime() - since.get() > A_MOMENT.toNanos();
        });
        return listening.queues();
    }

    private void assertAllDone(PgQueues queues, int count) {
        for (int i = 0; i < count; i++) {
            Job job = next(handled, "job " + i + " of " + count);
            awaitState(queues.queue(QUEUE), job.id(), JobState.SUCCESS);
        }
    }
}
