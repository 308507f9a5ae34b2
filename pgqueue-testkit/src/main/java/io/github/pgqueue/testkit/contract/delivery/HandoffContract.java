package io.github.pgqueue.testkit.contract.delivery;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.started;
import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.Job;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.Wake;
import io.github.pgqueue.spi.InsertedJobs;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Gate;
import io.github.pgqueue.testkit.internal.probe.Call;
import io.github.pgqueue.testkit.internal.probe.StoreProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;

/** Rules D1.7 and D1.8: jobs that are pushed where a worker is free. */
public abstract class HandoffContract extends DeliveryContract {

    private static final int ROUNDS = 30;
    private static final int MOST_TRIES = 20;
    private static final int MANY = 20;

    private final BlockingQueue<Job> handled = new LinkedBlockingQueue<>();

    /** For subclasses. */
    protected HandoffContract() {}

    /** Until a push has claimed its job, so that the next one will too; a store need not do so ever. */
    private PgQueue subscribed(PgQueues queues) {
        PgQueue queue = queues.queue(QUEUE);
        queue.subscribe(handled::add);
        AtomicBoolean claims = new AtomicBoolean();
        probe().hook(new StoreProbe.Hook() {
            @Override
            public void after(InsertedJobs added) {
                claims.set(!added.claimed().isEmpty());
            }
        });
        for (int tries = 0; tries < MOST_TRIES && !claims.get(); tries++) {
            long before = queue.push("before");
            Assertions.assertEquals(before, next(handled, "the job before").id(), "id of the job before");
            awaitState(queue, before, JobState.SUCCESS);
        }
        return queue;
    }

    @Checks("D1.7")
    void anAnswerThatIsLost() {
        assertLostAreBegunOnce(1, subscribed(open()));
    }

    @Checks("D1.7")
    void anAnswerThatIsLostOfMoreThanThereAreWorkers() {
        assertLostAreBegunOnce(MANY, subscribed(open(config().pollOnly())));
    }

    @Checks("D1.7")
    void anAnswerThatIsLostWhereOthersWork() {
        PgQueues listening = open();
        listening.queue(QUEUE).subscribe(handled::add);
        awaitListening(listening);
        assertLostAreBegunOnce(1, open(config().pollOnly()).queue(QUEUE));
    }

    @Checks("D1.7")
    void anAnswerThatIsLate() {
        PgQueue queue = subscribed(open());
        Gate gate = gate();
        onceAdded(gate::passDeaf);
        CompletableFuture<Long> pushed = started("push", () -> queue.push("late"));
        gate.awaitArrivals(1, "the job is added");
        queue.push("another");
        Job first = next(
                handled, "a job, while the push hangs", Duration.ofSeconds(2).plus(patience()));
        Job second = next(handled, "the other one, while the push hangs");
        Assertions.assertEquals(
                List.of("another", "late"),
                List.of(first, second).stream().map(Job::text).sorted().toList(),
                "jobs begun while the push hangs");
        gate.open();
        long id = within(patience(), "push", () -> pushed.get());
        Assertions.assertTrue(List.of(first.id(), second.id()).contains(id), "the id of a job that was begun");
        assertNothing(handled, "begun again");
        awaitState(queue, id, JobState.SUCCESS);
        Assertions.assertEquals(1, info(queue, id).attempt(), "attempt");
    }

    /** After the next job was added, before its push hears of it. */
    private void onceAdded(Runnable happens) {
        AtomicBoolean happened = new AtomicBoolean();
        probe().hook(new StoreProbe.Hook() {
            @Override
            public void after(Call call) {
                if (call == Call.INSERT && happened.compareAndSet(false, true)) {
                    happens.run();
                }
            }
        });
    }

    private void assertLostAreBegunOnce(int count, PgQueue queue) {
        onceAdded(() -> {
            throw new StoreException("the answer is lost as the contract's test wants it", null);
        });
        List<NewJob> lost =
                IntStream.range(0, count).mapToObj(i -> NewJob.of("lost " + i)).toList();
        Assertions.assertThrows(StoreException.class, () -> queue.pushAll(lost), "push whose answer is lost");
        for (int i = 0; i < count; i++) {
            Job job = next(handled, "job " + i);
            Assertions.assertEquals("lost " + i, job.text(), "payload");
            Assertions.assertEquals(1, job.attempt(), "attempt");
            awaitState(queue, job.id(), JobState.SUCCESS);
        }
        assertNothing(handled, "begun again");
    }

    @Checks("D1.8")
    void oneWorkerBeginsThemInTheOrderOfTheirPushes() {
        BlockingQueue<Gate> gates = new LinkedBlockingQueue<>();
        PgQueue queue = open().queue(QUEUE);
        queue.subscribe(job -> {
            handled.add(job);
            if (String.valueOf(job.text()).startsWith("long")) {
                gates.take().pass();
            }
        });
        List<String> pushed = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Gate gate = gate();
            gates.add(gate);
            push(queue, pushed, "long " + round);
            gate.awaitArrivals(1, "a job has begun");
            push(queue, pushed, "waits " + round);
            push(queue, pushed, "waits too " + round);
            gate.open();
            for (int job = 0; job < round; job++) {
                push(queue, pushed, "job " + job + " of round " + round);
            }
        }
        List<String> begun = new ArrayList<>();
        for (int job = 0; job < pushed.size(); job++) {
            begun.add(next(handled, "job " + job).text());
        }
        Assertions.assertEquals(pushed, begun, "jobs in the order in which they were begun");
    }

    @Checks("D1.8")
    void whatOthersHavePushedAndNobodyRangForComesFirst() {
        PgQueue queue = subscribed(open());
        PgQueue elsewhere = open(config().pollOnly().wake(Wake.NONE)).queue(QUEUE);
        for (int round = 0; round < ROUNDS; round++) {
            long first = elsewhere.push("first " + round);
            long second = queue.push("second " + round);
            Assertions.assertEquals(first, next(handled, "first " + round).id(), "the job that was begun first");
            Assertions.assertEquals(second, next(handled, "second " + round).id(), "the job that was begun next");
            awaitState(queue, second, JobState.SUCCESS);
        }
    }

    private static void push(PgQueue queue, List<String> pushed, String text) {
        pushed.add(text);
        queue.push(text);
    }
}
