package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.Job;
import io.github.pgqueue.JobState;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.contract.topic.TopicBackend;
import io.github.pgqueue.testkit.internal.fixture.Eventually;
import io.github.pgqueue.testkit.internal.probe.StoreProbe;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assertions;

/** Rule D7.6: claims of which their own node does not hear. */
public abstract class LostClaimContract extends DeliveryContract {

    private static final Duration LEASE = Duration.ofSeconds(12);

    /** A connect that is lost with the claim keeps the next one waiting for so long. */
    private static final Duration CONNECT = LEASE.dividedBy(4);

    /** A claim on a connection that is asked first whether it lives is not sent: then another job is pushed. */
    private static final int MOST_TRIES = 20;

    /** By when a claim is sent, or never. */
    private static final Duration SENT = Duration.ofSeconds(2);

    private final BlockingQueue<Job> handled = new LinkedBlockingQueue<>();

    /** For subclasses. */
    protected LostClaimContract() {}

    @Checks("D7.6")
    void itsJobsAreDoneWithinTheLease() {
        TopicBackend.LossyWay way = backend().lossyWay();
        Member node = member(way.config()
                .lease(LEASE)
                .connectTimeout(CONNECT)
                .pollInterval(Duration.ofMillis(200))
                .backstopInterval(Duration.ofMillis(200)));
        node.queue().subscribe(handled::add);
        PgQueue elsewhere = open(config().pollOnly()).queue(QUEUE);
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            next("the job before", elsewhere.push("before"));
            AtomicBoolean lost = new AtomicBoolean();
            node.probe().hook(new StoreProbe.Hook() {
                @Override
                public void before(Exchange exchange) {
                    if (exchange.limit() > 0 && lost.compareAndSet(false, true)) {
                        way.lose();
                    }
                }
            });
            long begun = System.nanoTime();
            long id = elsewhere.push("lost");
            boolean claimed = Eventually.isTrue(SENT, () -> info(elsewhere, id).state() == JobState.RUNNING);
            way.mend();
            node.mend();
            Job job = next("the job of the lost claim", id);
            Assertions.assertEquals(1, job.attempt(), "attempt");
            if (claimed) {
                Duration took = Duration.ofNanos(System.nanoTime() - begun);
                Assertions.assertTrue(took.compareTo(LEASE) < 0, "begun after " + took + ", longer than the lease");
                return;
            }
        }
        Assertions.fail("no claim was carried out whose answer was lost");
    }

    private Job next(String what, long id) {
        Job job = next(handled, what, LEASE.plus(patience()));
        Assertions.assertEquals(id, job.id(), "id of " + what);
        return job;
    }
}
