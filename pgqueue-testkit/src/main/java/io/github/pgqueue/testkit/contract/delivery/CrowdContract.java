package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.Job;
import io.github.pgqueue.JobHandler;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Gate;
import io.github.pgqueue.testkit.internal.probe.Call;
import io.github.pgqueue.testkit.internal.probe.StoreProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Rules D15.1 to D15.3: many processes at one queue. One crowd at a time is enough for a small machine. */
@Execution(ExecutionMode.SAME_THREAD)
public abstract class CrowdContract extends DeliveryContract {

    private static final int MANY = 10;
    private static final int SOME = 5;
    private static final int WARM_UP = 25;
    private static final int MEASURED = 15;
    private static final int ROUNDS = 5;

    /** The claim and the end, and some who looked as well; each of the others would be another one. */
    private static final int MOST_EXCHANGES = 8;

    private static final Duration LEASE = Duration.ofSeconds(3);

    private final List<Member> members = new ArrayList<>();
    private final BlockingQueue<Job> handled = new LinkedBlockingQueue<>();

    /** For subclasses. */
    protected CrowdContract() {}

    @Checks("D15.1")
    void fewLookForASingleJob() throws Exception {
        PgQueue pusher = crowd(MANY, handled::add);
        int[] exchanges = {};
        // On a busy machine some who hold back hear too late that they need not look.
        for (int round = 0; round < ROUNDS && (round == 0 || quarter(exchanges) > MOST_EXCHANGES); round++) {
            exchanges = exchangesForSingleJobs(pusher);
        }
        Assertions.assertTrue(
                quarter(exchanges) <= MOST_EXCHANGES,
                "exchanges for a single job among " + MANY + " idle processes: " + quarter(exchanges)
                        + " or more for three quarters of the jobs, of " + Arrays.toString(exchanges)
                        + ", and at most " + MOST_EXCHANGES);
    }

    private int[] exchangesForSingleJobs(PgQueue pusher) throws InterruptedException {
        int[] exchanges = new int[MEASURED];
        for (int i = 0; i < MEASURED; i++) {
            long before = exchanges();
            one(pusher);
            // Whoever waits to look has looked by then.
            TimeUnit.MILLISECONDS.sleep(100);
            exchanges[i] = (int) (exchanges() - before);
        }
        Arrays.sort(exchanges);
        return exchanges;
    }

    private static int quarter(int[] sorted) {
        return sorted[sorted.length / 4];
    }

    @Checks("D15.2")
    void theNextJobRunsThoughTheQuickestAreBusy() throws Exception {
        Gate gate = gate();
        PgQueue pusher = crowd(SOME, job -> {
            if ("hold".equals(job.text())) {
                gate.pass();
            } else {
                handled.add(job);
            }
        });
        for (int i = 1; i <= SOME; i++) {
            pusher.push("hold");
            gate.awaitArrivals(1, "job " + i + " runs while those before it do");
        }
    }

    @Checks("D15.2")
    void theNextJobRunsThoughTheQuickestAreGone() throws Exception {
        PgQueue pusher = crowd(SOME, handled::add);
        while (members.size() > 1) {
            long[] before = each();
            one(pusher);
            long[] after = each();
            int quickest = 0;
            for (int i = 1; i < after.length; i++) {
                quickest = after[i] - before[i] > after[quickest] - before[quickest] ? i : quickest;
            }
            members.remove(quickest).queues().close();
            one(pusher);
        }
    }

    @Checks("D15.3")
    void manyJobsReachAll() throws Exception {
        Gate gate = gate();
        PgQueue pusher = crowd(SOME, job -> {
            if ("hold".equals(job.text())) {
                gate.pass();
            } else {
                handled.add(job);
            }
        });
        pusher.pushAll(Collections.nCopies(4 * SOME, NewJob.of("hold")));
        gate.awaitArrivals(SOME, "each of the processes has a job");
    }

    /** Idle processes that know of each other, and have contended for some jobs. */
    private PgQueue crowd(int size, JobHandler handler) throws Exception {
        for (int i = 0; i < size; i++) {
            Member member = member(config().maxConnections(1).lease(LEASE));
            member.queue().subscribe(handler);
            members.add(member);
        }
        for (Member member : members) {
            awaitListening(member.queues());
        }
        long[] beats = members.stream()
                .mapToLong(member -> member.probe().calls(Call.BEAT))
                .toArray();
        for (int i = 0; i < size; i++) {
            StoreProbe probe = members.get(i).probe();
            long before = beats[i];
            await(LEASE, "they know of each other", () -> probe.calls(Call.BEAT) > before);
        }
        PgQueue pusher = open().queue(QUEUE);
        for (int i = 0; i < WARM_UP; i++) {
            one(pusher);
        }
        return pusher;
    }

    private void one(PgQueue pusher) throws InterruptedException {
        long id = pusher.push("x");
        Assertions.assertEquals(id, next(handled, "a single job").id(), "id");
        awaitState(pusher, id, JobState.SUCCESS);
    }

    private long exchanges() {
        return Arrays.stream(each()).sum();
    }

    private long[] each() {
        return members.stream().mapToLong(member -> member.probe().exchanges()).toArray();
    }
}
