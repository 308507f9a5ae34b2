package io.github.pgqueue.testkit.contract.delivery;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.JobHandler;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.Subscription;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.contract.topic.NeedsServerAlone;
import io.github.pgqueue.testkit.database.ServerControl;
import io.github.pgqueue.testkit.internal.fixture.Gate;
import io.github.pgqueue.testkit.internal.probe.Call;
import io.github.pgqueue.testkit.internal.probe.StoreProbe;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Assertions;

/** Rules D4.5 and D5.2: closing while the store is no help. */
@NeedsServerAlone
public abstract class StuckCloseContract extends DeliveryContract {

    private static final Duration SHORT = Duration.ofMillis(200);
    /** The rules say one second; the rest is for a machine that is busy. */
    private static final Duration ABOUT_A_SECOND = Duration.ofSeconds(4);

    /** For subclasses. */
    protected StuckCloseContract() {}

    @Checks("D4.5")
    void whileTheStoreThrows() {
        Subscription subscription = runningInto(new StoreProbe.Hook() {
            @Override
            public void before(Exchange exchange) {
                throw new StoreException("failed as the contract's test wants it", null);
            }
        });
        within(SHORT.plus(ABOUT_A_SECOND), "closing while the store throws", () -> subscription.close(SHORT));
        probe().unhook();
    }

    @Checks("D4.5")
    void whileTheStoreBlocks() {
        Gate stuck = gate();
        Subscription subscription = runningInto(new StoreProbe.Hook() {
            @Override
            public void before(Exchange exchange) throws InterruptedException {
                stuck.pass();
            }
        });
        stuck.awaitArrivals(1, "the store blocks");
        within(SHORT.plus(ABOUT_A_SECOND), "closing while the store blocks", () -> subscription.close(SHORT));
        within(SHORT.plus(ABOUT_A_SECOND), "closing again", () -> subscription.close(SHORT));
    }

    /** A handler has ended, and its end meets with the hook. */
    private Subscription runningInto(StoreProbe.Hook hook) {
        PgQueue queue = open().queue(QUEUE);
        Gate gate = gate();
        queue.push("x");
        Subscription subscription = queue.subscribe(job -> gate.pass());
        gate.awaitArrivals(1, "the job runs");
        probe().hook(hook);
        gate.open();
        return subscription;
    }

    @Checks("D5.2")
    void queuesTwice() {
        PgQueues queues = open();
        queues.queue(QUEUE).subscribe(job -> {});
        within(ABOUT_A_SECOND, "closing", queues::close);
        within(ABOUT_A_SECOND, "closing again", queues::close);
    }

    @Checks("D5.2")
    void queuesWhileTheStoreBlocks() {
        PgQueues queues = open(config().closeTimeout(SHORT));
        Gate stuck = gate();
        probe().hook(new StoreProbe.Hook() {
            @Override
            public void before(Exchange exchange) throws InterruptedException {
                stuck.pass();
            }
        });
        queues.queue(QUEUE).subscribe(job -> {});
        stuck.awaitArrivals(1, "the store blocks");
        within(SHORT.plus(ABOUT_A_SECOND), "closing while the store blocks", queues::close);
    }

    @Checks("D5.2")
    void queuesWhileAllThatIsAskedHangs() {
        Gate stuck = gate();
        PgQueues queues = busy(job -> stuck.passDeaf());
        stuck.awaitArrivals(1, "the job runs");
        probe().hook(Call.holding(stuck, EnumSet.allOf(Call.class)));
        queues.queue(QUEUE).subscribe(job -> {});
        queues.queue(QUEUE).await(1);
        stuck.awaitArrivals(1, "the store blocks");
        within(SHORT.plus(ABOUT_A_SECOND), "closing while all that is asked hangs", queues::close);
    }

    @Checks("D5.2")
    void queuesWhileTheStoreThrows() {
        Gate gate = gate();
        PgQueues queues = busy(job -> gate.pass());
        gate.awaitArrivals(1, "the job runs");
        probe().hook(Call.failing(EnumSet.allOf(Call.class)));
        within(SHORT.plus(ABOUT_A_SECOND), "closing while the store throws", queues::close);
        probe().unhook();
    }

    @Checks("D5.2")
    void queuesWithTheServerGone() {
        ServerControl server = backend().server();
        PgQueues queues = busy(job -> {});
        closing(server::start);
        server.stop();
        within(SHORT.plus(ABOUT_A_SECOND), "closing with the server gone", queues::close);
    }

    @Checks("D5.2")
    void queuesWithTheServerFrozen() {
        ServerControl server = backend().server();
        Gate gate = gate();
        PgQueues queues = busy(job -> gate.pass());
        gate.awaitArrivals(1, "the job runs");
        closing(server::thaw);
        server.freeze();
        gate.open();
        within(SHORT.plus(ABOUT_A_SECOND), "closing with the server frozen", queues::close);
    }

    @Checks("D5.2")
    void queuesThatNeverFoundTheirServer() {
        ServerControl server = backend().server();
        closing(server::start);
        server.stop();
        PgQueues queues = open(config().closeTimeout(SHORT).connectTimeout(Duration.ofSeconds(1)));
        Assertions.assertThrows(StoreException.class, () -> queues.queue(QUEUE).push("x"), "a push without a server");
        queues.queue(QUEUE).subscribe(job -> {});
        within(SHORT.plus(ABOUT_A_SECOND), "closing", queues::close);
    }

    private PgQueues busy(JobHandler handler) {
        PgQueues queues = open(config().closeTimeout(SHORT));
        PgQueue queue = queues.queue(QUEUE);
        queue.push("x");
        queue.subscribe(handler);
        return queues;
    }
}
