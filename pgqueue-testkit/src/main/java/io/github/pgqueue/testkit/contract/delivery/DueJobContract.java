package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.Job;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.probe.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Assertions;

/** Rule D2.3: jobs that are pushed for a later time. */
public abstract class DueJobContract extends DeliveryContract {

    private static final Duration LATER = Duration.ofMillis(700);
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration HOURS = Duration.ofHours(12);
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final int MANY = 1_000;
    /** The duty, and what it is for; the next is a minute later. */
    private static final int ONE_PRUNING = 2;

    private final BlockingQueue<Job> handled = new LinkedBlockingQueue<>();
    /** Each as it stood in the table when its handler began: changed last by its claim. */
    private final BlockingQueue<JobInfo> begun = new LinkedBlockingQueue<>();

    /** For subclasses. */
    protected DueJobContract() {}

    @Checks("D2.3")
    void afterADelay() {
        PgQueue queue = idle(open());
        assertBegunWhenDue(queue.push(NewJob.of("x").withDelay(LATER)));
    }

    @Checks("D2.3")
    void afterADelayWithoutAListener() {
        PgQueue queue = idle(open(config().pollOnly()));
        assertBegunWhenDue(queue.push(NewJob.of("x").withDelay(LATER)));
    }

    @Checks("D2.3")
    void afterADelayThatAnotherProcessSays() {
        idle(listening());
        PgQueue elsewhere = open(config().pollOnly()).queue(QUEUE);
        assertBegunWhenDue(elsewhere.push(NewJob.of("x").withDelay(LATER)));
    }

    @Checks("D2.3")
    void pushedBeforeAnybodySubscribed() {
        PgQueues queues = open(config().pollOnly());
        long id = queues.queue(QUEUE).push(NewJob.of("x").withDelay(LATER));
        subscribe(queues.queue(QUEUE), 1);
        assertBegunWhenDue(id);
    }

    @Checks("D2.3")
    void atATimeToTheMicrosecond() {
        PgQueue queue = idle(open());
        Instant now = now(queue);
        Instant due = now.plus(LATER).plusNanos(123_000);
        long id = queue.push(NewJob.of("x").withRunAt(due));
        assertBegunWhenDue(id);
        Assertions.assertEquals(due, info(queue, id).runAt(), "due time in the table");
        Assertions.assertEquals(due, next(handled, "the job").runAt(), "due time that the handler sees");
    }

    @Checks("D2.3")
    void atATimeThatIsLongOver() {
        PgQueue queue = idle(open());
        long id = queue.push(NewJob.of("x").withRunAt(Instant.parse("0001-01-01T00:00:00Z")));
        Assertions.assertEquals(id, next(begun, "a job that is long due").id(), "id");
    }

    @Checks("D2.3")
    void farAheadAndNoHindranceToOthers() {
        PgQueue queue = idle(open(config().pollOnly()));
        List<Long> far = queue.pushAll(List.of(
                NewJob.of("far").withRunAt(END_OF_TIME), NewJob.of("far").withDelay(RetryPolicy.LONGEST_DELAY)));
        for (int i = 0; i < 3; i++) {
            assertBegunWhenDue(queue.push(NewJob.of("near").withDelay(Duration.ofMillis(200))));
        }
        Assertions.assertEquals(END_OF_TIME, info(queue, far.get(0)).runAt(), "the last time that there is");
        far.forEach(id ->
                Assertions.assertEquals(JobState.NEW, info(queue, id).state(), "state of a job that is due in ages"));
    }

    @Checks("D2.3")
    void manyAtTheSameTime() {
        PgQueue queue = idle(open(), 8);
        Instant due = now(queue).plusSeconds(2);
        List<Long> ids = queue.pushAll(Collections.nCopies(MANY, NewJob.of("x").withRunAt(due)));
        Set<Long> found = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            JobInfo row = next(begun, "job " + i + " of " + MANY + " that are due at one time");
            Assertions.assertFalse(row.updatedAt().isBefore(due), "begun before it was due: " + row);
            found.add(row.id());
        }
        Assertions.assertEquals(new HashSet<>(ids), found, "jobs that were begun");
        Assertions.assertTrue(begun.isEmpty(), "jobs that were begun twice");
    }

    @Checks("D2.3")
    void manyAtDifferentTimes() {
        PgQueue queue = idle(open());
        Instant first = now(queue).plus(LATER);
        List<NewJob> jobs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            // 7 is prime to 20: each of the moments once, not in their order.
            jobs.add(NewJob.of("x").withRunAt(first.plusMillis(50L * (i * 7 % 20))));
        }
        queue.pushAll(jobs);
        Instant before = Instant.MIN;
        for (int i = 0; i < 20; i++) {
            JobInfo row = next(begun, "job " + i + " of 20");
            Assertions.assertFalse(row.updatedAt().isBefore(row.runAt()), "begun before it was due: " + row);
            Assertions.assertTrue(row.runAt().isAfter(before), "begun before one that was due earlier: " + row);
            before = row.runAt();
        }
    }

    @Checks("D2.3")
    void anEarlierPushSetsTheAlarmAnew() {
        PgQueue queue = idle(open(config().pollOnly()));
        queue.push(NewJob.of("hours ahead").withDelay(HOURS));
        awaitIdle();
        assertBegunWhenDue(queue.push(NewJob.of("soon").withDelay(LATER)));
    }

    @Checks("D2.3")
    void aLaterPushDoesNotPutTheAlarmOff() {
        PgQueue queue = idle(open(config().pollOnly()));
        long soon = queue.push(NewJob.of("soon").withDelay(LATER));
        queue.push(NewJob.of("hours ahead").withDelay(HOURS));
        assertBegunWhenDue(soon);
    }

    @Checks("D2.3")
    void aJobThatIsBroughtForwardByHand() throws Exception {
        PgQueue queue = idle(listening());
        long id = queue.push(NewJob.of("x").withDelay(HOURS));
        awaitIdle();
        sql("update %s set run_at = now() where queue_name = '" + QUEUE + "' and id = " + id);
        Assertions.assertEquals(
                id, next(begun, "a job that was brought forward").id(), "id");
    }

    @Checks("D2.3")
    void aJobThatIsBroughtForwardALittleByHand() throws Exception {
        PgQueue queue = idle(listening());
        long id = queue.push(NewJob.of("x").withDelay(HOURS));
        awaitIdle();
        sql("update %s set run_at = now() + interval '" + LATER.toMillis() + " milliseconds' where queue_name = '"
                + QUEUE + "' and id = " + id);
        assertBegunWhenDue(id);
    }

    @Checks("D2.3")
    void aJobThatIsPutOffByHand() throws Exception {
        PgQueue queue = idle(open());
        long id = queue.push(NewJob.of("x").withDelay(LATER));
        sql("update %s set run_at = now() + interval '12 hours' where queue_name = '" + QUEUE + "' and id = " + id);
        assertBegunWhenDue(queue.push(NewJob.of("y").withDelay(LATER.multipliedBy(2))));
        Assertions.assertEquals(JobState.NEW, info(queue, id).state(), "state of the job that was put off");
    }

    @Checks("D2.3")
    void whoIsIdleAsksForNothing() {
        PgQueues queues = open(config().lease(LEASE));
        PgQueue queue = idle(queues);
        awaitListening(queues);
        queue.push(NewJob.of("hours ahead").withDelay(HOURS));
        awaitIdle();
        Map<Call, Long> before = asked();
        long begin = System.nanoTime();
        long beats = probe().calls(Call.BEAT);
        long rescues = probe().calls(Call.RESCUE);
        long prunings = probe().calls(Call.ADMIN);
        await(LEASE, "beats go on", () -> probe().calls(Call.BEAT) > beats + 2);
        Assertions.assertEquals(before, asked(), "what an idle process asks besides beats and looking after others");
        // Once a lease, and those on both edges of the time.
        assertAtMost(2 + leasesSince(begin), probe().calls(Call.RESCUE) - rescues, "looks after other nodes");
        assertAtMost(ONE_PRUNING, probe().calls(Call.ADMIN) - prunings, "calls to prune");
    }

    private static void assertAtMost(long most, long found, String what) {
        Assertions.assertTrue(found <= most, what + " of an idle process: " + found + ", and at most " + most);
    }

    private static long leasesSince(long begin) {
        return (System.nanoTime() - begin) / LEASE.toNanos();
    }

    private Map<Call, Long> asked() {
        Map<Call, Long> calls = new EnumMap<>(Call.class);
        for (Call call : List.of(Call.EXCHANGE, Call.TAKE_BACK, Call.CANCEL_REQUESTS, Call.AWAIT, Call.LOOK)) {
            calls.put(call, probe().calls(call));
        }
        return calls;
    }

    /** A subscriber that has looked and found nothing. */
    private PgQueue idle(PgQueues queues) {
        return idle(queues, 1);
    }

    private PgQueue idle(PgQueues queues, int workers) {
        PgQueue queue = queues.queue(QUEUE);
        subscribe(queue, workers);
        awaitIdle();
        return queue;
    }

    private PgQueues listening() {
        PgQueues queues = open();
        queues.queue("another queue").subscribe(job -> {});
        awaitListening(queues);
        return queues;
    }

    private void subscribe(PgQueue queue, int workers) {
        queue.subscribe(SubscribeOptions.parallel(workers), job -> {
            begun.add(info(queue, job.id()));
            handled.add(job);
        });
    }

    /** No exchange for a moment, after at least one. */
    private void awaitIdle() {
        await("the first look", () -> probe().exchanges() > 0);
        long[] last = {-1, System.nanoTime()};
        await("no more looks", () -> {
            long exchanges = probe().exchanges();
            if (exchanges != last[0]) {
                last[0] = exchanges;
                last[1] = System.nanoTime();
            }
            return System.nanoTime() - last[1] > A_MOMENT.toNanos();
        });
    }

    /** By the store's clock, of which the test's knows nothing. */
    private static Instant now(PgQueue queue) {
        long id = queue.push(NewJob.of("the time").withDelay(HOURS));
        return info(queue, id).createdAt();
    }

    private void assertBegunWhenDue(long id) {
        JobInfo row = next(begun, "job " + id + ", when it is due");
        Assertions.assertEquals(id, row.id(), "id");
        Assertions.assertFalse(row.updatedAt().isBefore(row.runAt()), "begun before it was due: " + row);
        Duration late = Duration.between(row.runAt(), row.updatedAt());
        Assertions.assertTrue(late.compareTo(Duration.ofSeconds(10)) < 0, "begun " + late + " after it was due");
    }
}
