package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.contract.topic.NeedsServerAlone;
import io.github.pgqueue.testkit.database.ServerControl;
import io.github.pgqueue.testkit.internal.fixture.Eventually;
import io.github.pgqueue.testkit.internal.fixture.Gate;
import io.github.pgqueue.testkit.internal.probe.StoreProbe;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assertions;

/** Rules D3.5 and D3.6: statements that fail, or whose answer is lost. */
@NeedsServerAlone
public abstract class AckContract extends DeliveryContract {

    private static final StoreException FAILURE = new StoreException("failed as the contract's test wants it", null);
    private static final Predicate<Exchange> SETTLES =
            exchange -> !exchange.settlements().isEmpty();

    private final Map<Long, Integer> calls = new ConcurrentHashMap<>();

    /** For subclasses. */
    protected AckContract() {}

    @Checks("D3.5")
    void anEndThatFailedIsWrittenAgain() {
        probe().hook(StoreProbe.failOnceBefore(SETTLES, FAILURE));
        assertAllDoneOnce(1, 10);
    }

    @Checks("D3.5")
    void anEndThatCountedThoughItSeemedToFail() {
        AtomicInteger failures = new AtomicInteger(2);
        probe().hook(new StoreProbe.Hook() {
            @Override
            public void after(Exchange exchange, ExchangeResult result) {
                if (SETTLES.test(exchange) && failures.getAndDecrement() > 0) {
                    throw FAILURE;
                }
            }
        });
        assertAllDoneOnce(1, 10);
    }

    @Checks("D3.5")
    void anyFailureOfTheStore() {
        probe().hook(StoreProbe.failOnceBefore(SETTLES, new IllegalArgumentException("not even a StoreException")));
        assertAllDoneOnce(2, 10);
    }

    @Checks("D3.5")
    void anEndOutlastsTheServer() {
        ServerControl server = backend().server();
        PgQueue queue = open(config().connectTimeout(Duration.ofSeconds(1))).queue(QUEUE);
        Gate gate = gate();
        long id = queue.push("x");
        queue.subscribe(job -> {
            count(job.id());
            gate.pass();
        });
        gate.awaitArrivals(1, "the job runs");
        closing(server::start);
        server.stop();
        long before = probe().exchanges();
        gate.open();
        await("the end was tried without the server", () -> probe().exchanges() > before);
        server.start();
        Eventually.isTrue(patience(), "the job ends as SUCCESS", () -> isSuccess(queue, id));
        Assertions.assertEquals(1, calls.get(id), "calls of the handler");
    }

    /** The first connections after a restart may be those that broke. */
    private static boolean isSuccess(PgQueue queue, long id) {
        try {
            return info(queue, id).state() == JobState.SUCCESS;
        } catch (StoreException notYet) {
            return false;
        }
    }

    @Checks("D3.6")
    void claimsWhoseAnswerWasLostAreDone() {
        probe().hook(StoreProbe.failOnceAfter(DeliveryContract::hasClaimed, FAILURE));
        assertAllDoneOnce(3, 10);
    }

    @Checks("D3.6")
    void endsAndClaimsOfOneLostAnswer() {
        AtomicInteger exchanges = new AtomicInteger();
        probe().hook(new StoreProbe.Hook() {
            @Override
            public void after(Exchange exchange, ExchangeResult result) {
                if (hasClaimed(result) && exchanges.incrementAndGet() % 3 == 2) {
                    throw FAILURE;
                }
            }
        });
        assertAllDoneOnce(2, 10);
    }

    private void assertAllDoneOnce(int workers, int jobs) {
        PgQueue queue = open().queue(QUEUE);
        List<Long> ids = queue.pushAll(Collections.nCopies(jobs, NewJob.of("x")));
        queue.subscribe(SubscribeOptions.parallel(workers), job -> count(job.id()));
        for (long id : ids) {
            JobInfo job = awaitState(queue, id, JobState.SUCCESS);
            Assertions.assertEquals(1, job.attempt(), "attempts of job " + id);
            Assertions.assertEquals(1, calls.get(id), "calls of the handler for job " + id);
        }
    }

    private void count(long id) {
        calls.merge(id, 1, Integer::sum);
    }
}
