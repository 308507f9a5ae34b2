package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.Job;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Gate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Assertions;

/** Rule D2.10: jobs that were claimed before there was a worker for them. */
public abstract class RunAheadContract extends DeliveryContract {

    /** So many that claims run ahead. */
    private static final int BEFORE = 300;

    private static final int BEHIND = 200;

    /** For subclasses. */
    protected RunAheadContract() {}

    @Checks("D2.10")
    void oneThatBlocksHoldsUpNoOther() {
        PgQueue queue = open().queue(QUEUE);
        List<NewJob> jobs = new ArrayList<>();
        for (int job = 0; job <= BEFORE + BEHIND; job++) {
            jobs.add(NewJob.of(job == BEFORE ? "blocks" : "passes"));
        }
        List<Long> ids = queue.pushAll(jobs);
        long blocks = ids.get(BEFORE);
        Gate gate = gate();
        Set<Long> handled = new HashSet<>();
        BlockingQueue<Job> here = new LinkedBlockingQueue<>();
        queue.subscribe(SubscribeOptions.parallel(1), job -> {
            if (job.id() == blocks) {
                gate.pass();
            } else {
                here.add(job);
            }
        });
        gate.awaitArrivals(1, "the job that blocks runs");
        // Mostly all that come before it; but what a busy machine has not begun in time is given back even now.
        here.forEach(job -> handled.add(job.id()));
        int left = BEFORE + BEHIND - handled.size();

        BlockingQueue<Job> elsewhere = new LinkedBlockingQueue<>();
        open().queue(QUEUE).subscribe(elsewhere::add);
        for (int job = 0; job < left; job++) {
            Job next = next(elsewhere, "job " + job + " of those that wait behind the one that blocks");
            Assertions.assertEquals(1, next.attempt(), "attempt of a job that was given back");
            Assertions.assertTrue(handled.add(next.id()), "done once");
        }
        gate.open();
    }
}
