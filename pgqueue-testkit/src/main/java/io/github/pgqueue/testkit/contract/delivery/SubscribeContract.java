package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.Job;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Gate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assertions;

/** Rules D2.1, D2.4 to D2.6 and D2.9: who does which job, and in which order. */
public abstract class SubscribeContract extends DeliveryContract {

    private static final int MANY = 300;

    /** For subclasses. */
    protected SubscribeContract() {}

    @Checks("D2.1")
    void jobsThatWaitAreBegunAtOnce() {
        open().queue(QUEUE).pushAll(Collections.nCopies(50, NewJob.of("x")));
        BlockingQueue<Job> handled = new LinkedBlockingQueue<>();
        open().queue(QUEUE).subscribe(handled::add);
        for (int i = 0; i < 50; i++) {
            next(handled, "job " + i + " that was there before");
        }
    }

    @Checks("D2.4")
    void nWorkersAndNeverMore() {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(12);
        queue.pushAll(Collections.nCopies(12, NewJob.of("x")));
        queue.subscribe(SubscribeOptions.parallel(4), job -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            gate.pass();
            now.decrementAndGet();
            done.countDown();
        });
        gate.awaitArrivals(4, "4 jobs run at once");
        gate.assertNoArrival(A_MOMENT, "a fifth job was begun beside 4");
        gate.open();
        await("12 jobs are done", () -> done.getCount() == 0);
        Assertions.assertEquals(4, most.get(), "the most that ran at once");
    }

    @Checks("D2.4")
    void aWorkerThatIsFreeTakesTheNextAtOnce() {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        BlockingQueue<Job> others = new LinkedBlockingQueue<>();
        long blocked = queue.push("blocks");
        queue.subscribe(SubscribeOptions.parallel(2), job -> {
            if (job.id() == blocked) {
                gate.pass();
            } else {
                others.add(job);
            }
        });
        gate.awaitArrivals(1, "the first job runs");
        for (int i = 0; i < 5; i++) {
            queue.push("passes");
            next(others, "job " + i + " beside one that blocks");
        }
    }

    @Checks("D2.5")
    void eachJobIsDoneOnce() {
        Map<Long, Integer> times = new ConcurrentHashMap<>();
        CountDownLatch calls = new CountDownLatch(2 * MANY);
        List<Long> ids = new ArrayList<>();
        for (int process = 0; process < 3; process++) {
            PgQueue queue = open().queue(QUEUE);
            for (int i = 0; i < 2; i++) {
                queue.subscribe(SubscribeOptions.parallel(3), job -> {
                    times.merge(job.id(), 1, Integer::sum);
                    calls.countDown();
                });
            }
        }
        PgQueues pushing = open();
        PgQueue queue = pushing.queue(QUEUE);
        ids.addAll(queue.pushAll(Collections.nCopies(MANY, NewJob.of("x"))));
        for (int i = 0; i < MANY; i++) {
            ids.add(queue.push("y"));
        }
        await("all jobs are done", () -> isAllSuccess(pushing, ids.size()));
        ids.forEach(id -> Assertions.assertEquals(1, times.get(id), "calls for job " + id));
        Assertions.assertEquals(0, calls.getCount(), "calls that are missing");
    }

    private static boolean isAllSuccess(PgQueues queues, int jobs) {
        var stats = queues.stats();
        return stats.size() == 1
                && stats.get(0).state() == JobState.SUCCESS
                && stats.get(0).jobs() == jobs;
    }

    @Checks("D2.6")
    void byPriorityThenDueTimeThenId() {
        PgQueue queue = open().queue(QUEUE);
        queue.push("c");
        queue.push(NewJob.of("e").withPriority(5));
        queue.pushAll(List.of(NewJob.of("b").withPriority(-5), NewJob.of("d")));
        queue.pushAll(List.of(NewJob.of("f").withPriority(5), NewJob.of("a").withPriority(-6)));
        BlockingQueue<String> order = new LinkedBlockingQueue<>();
        queue.subscribe(job -> order.add(String.valueOf(job.text())));
        StringBuilder found = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            found.append(next(order, "six jobs, after " + found));
        }
        Assertions.assertEquals("abcdef", found.toString(), "order");
    }

    @Checks("D2.9")
    void otherQueuesAreLeftAlone() {
        PgQueues queues = open();
        BlockingQueue<Job> mail = new LinkedBlockingQueue<>();
        BlockingQueue<Job> invoices = new LinkedBlockingQueue<>();
        queues.queue("mail").subscribe(mail::add);
        queues.queue("invoices").subscribe(invoices::add);
        long nobodys = queues.queue("nobody's").push("x");
        for (int i = 0; i < 5; i++) {
            long a = queues.queue("mail").push("a");
            long b = queues.queue("invoices").push("b");
            Job first = next(mail, "a job of mail");
            Assertions.assertEquals(a, first.id(), "id in mail");
            Assertions.assertEquals("mail", first.queueName(), "queue");
            Assertions.assertEquals(b, next(invoices, "a job of invoices").id(), "id in invoices");
        }
        Assertions.assertEquals(
                JobState.NEW, info(queues.queue("nobody's"), nobodys).state(), "a queue without subscribers");
    }
}
