package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Rule S15.1: looking for many queues at once. */
public abstract class WaitingContract extends StoreContract {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String ODD = "odd, 'quoted' \"twice\" {a,b} \\";

    /** For subclasses. */
    protected WaitingContract() {}

    @Checks("S15.1")
    void onlyWhatWaitsIsTold() {
        insert("x");
        store().insert("claimed", jobs("x"));
        exchange(store(), "claimed");
        store().insert("not asked for", jobs("x"));
        Assertions.assertEquals(
                Set.of(QUEUE), look(QUEUE, "claimed", "without jobs").keySet(), "queues");
        Assertions.assertEquals(Map.of(), look(), "for no queues");
    }

    private static void exchange(QueueStore store, String queueName) {
        store.exchange(new Exchange(queueName, NODE, newClaim(), List.of(), 1));
    }

    @Checks("S15.1")
    void whatIsDueHasNoTime() {
        insert("x");
        store().insert(QUEUE, List.of(NewJob.of("later").withDelay(HOUR).withPriority(-9)));
        store().insert(ODD, jobs("x"));
        Map<String, Duration> found = look(QUEUE, ODD);
        Assertions.assertEquals(Map.of(QUEUE, Duration.ZERO, ODD, Duration.ZERO), found, "how long nothing is due");
        Assertions.assertEquals(1, claim(10).size(), "jobs that are there to be claimed after it");
    }

    @Checks("S15.1")
    void whatIsDueLaterHasItsTime() {
        for (int priority : List.of(-7, 0, 7)) {
            store().insert(
                            QUEUE,
                            List.of(NewJob.of("later")
                                    .withPriority(priority)
                                    .withDelay(HOUR.plusMinutes(Math.floorMod(priority, 5)))));
        }
        Duration found = look(QUEUE).get(QUEUE);
        Assertions.assertNotNull(found, "a job waits");
        Assertions.assertTrue(
                found.compareTo(HOUR.plusMillis(50)) <= 0 && found.compareTo(HOUR.minus(Duration.ofMinutes(3))) > 0,
                "the first is due an hour after it was inserted, and now in " + found);
    }

    @Checks("S15.1")
    void notWhatIsPaused() {
        insert("x");
        admin().pause(QUEUE, true);
        Assertions.assertEquals(Map.of(), look(QUEUE), "while it is paused");
        admin().pause(QUEUE, false);
        Assertions.assertEquals(Map.of(QUEUE, Duration.ZERO), look(QUEUE), "when it goes on");
    }

    @Checks("S15.1")
    void aThousandQueues() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            names.add("queue " + i);
        }
        store().insert(names.get(999), jobs("x"));
        Assertions.assertEquals(
                Map.of("queue 999", Duration.ZERO), look(names.toArray(String[]::new)), "how long nothing is due");
    }

    private Map<String, Duration> look(String... queueNames) {
        return store().waiting(List.of(queueNames))
                .orElseGet(() -> Assumptions.abort("the store does not look for many queues at once"));
    }
}
