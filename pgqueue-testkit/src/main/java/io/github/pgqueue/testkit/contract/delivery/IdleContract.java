package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.Job;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.probe.Call;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Rule D15.4: what many idle queues of a process ask. */
public abstract class IdleContract extends DeliveryContract {

    private static final int QUEUES = 30;
    private static final int MOST_FIRST_LOOKS = 5;
    private static final Duration BACKSTOP = Duration.ofMillis(500);

    private final BlockingQueue<Job> handled = new LinkedBlockingQueue<>();

    /** For subclasses. */
    protected IdleContract() {}

    @Checks("D15.4")
    void oneQuestionIsForAll() {
        PgQueues queues = idle();
        QueueStore store = closing(backend().store().open(config().build()));
        if (store.waiting(List.of()).isEmpty()) {
            Assumptions.abort("the store does not look for many queues at once");
        }
        // On a busy machine some still look for the first time when the others rest.
        long exchanges = exchangesDuringLooks();
        for (int again = 0; exchanges > 0 && again < MOST_FIRST_LOOKS; again++) {
            exchanges = exchangesDuringLooks();
        }
        Assertions.assertEquals(0, exchanges, "exchanges of " + QUEUES + " idle queues of " + queues);
    }

    private long exchangesDuringLooks() {
        long exchanges = probe().exchanges();
        long looks = probe().calls(Call.WAITING);
        await("it looks by itself, again and again", () -> probe().calls(Call.WAITING) > looks + 2);
        return probe().exchanges() - exchanges;
    }

    /** As where the ring was lost, or nobody rings. */
    @Checks("D15.4")
    void whatNobodyRangForIsFound() {
        idle();
        QueueStore quiet = closing(backend().store().open(config().build()));
        for (int i = 0; i < 3; i++) {
            long id = quiet.insert("queue " + i, List.of(NewJob.of("x"))).get(0).id();
            Assertions.assertEquals(
                    id, next(handled, "a job that nobody rang for").id(), "id");
        }
        long later = quiet.insert("queue 7", List.of(NewJob.of("x").withDelay(BACKSTOP.multipliedBy(3))))
                .get(0)
                .id();
        Assertions.assertEquals(later, next(handled, "one that is due later").id(), "id");
    }

    private PgQueues idle() {
        PgQueues queues = open(config().backstopInterval(BACKSTOP));
        for (int i = 0; i < QUEUES; i++) {
            queues.queue("queue " + i).subscribe(handled::add);
        }
        awaitListening(queues);
        return queues;
    }
}
