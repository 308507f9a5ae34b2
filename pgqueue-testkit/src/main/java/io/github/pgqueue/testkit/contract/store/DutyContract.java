package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.spi.JobAdmin;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.AtOnce;
import io.github.pgqueue.testkit.internal.fixture.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Assertions;

/** Rule S12.8: duties that one node at a time has. */
public abstract class DutyContract extends StoreContract {

    private static final String DUTY = "prune";
    private static final String OTHER = "other node";

    /** For subclasses. */
    protected DutyContract() {}

    @Checks("S12.8")
    void oneNodeAtATime() {
        Assertions.assertTrue(admin().takeDuty(DUTY, NODE, HOUR), "the first gets it");
        Assertions.assertFalse(admin().takeDuty(DUTY, OTHER, HOUR), "another gets it");
        Assertions.assertTrue(admin().takeDuty(DUTY, NODE, HOUR), "the first gets it again");
        Assertions.assertFalse(admin(open()).takeDuty(DUTY, OTHER, HOUR), "another gets it by another store");
        Assertions.assertTrue(admin(open()).takeDuty(DUTY, NODE, HOUR), "the first gets it by another store");
    }

    @Checks("S12.8")
    void eachDutyApart() {
        Assertions.assertTrue(admin().takeDuty(DUTY, NODE, HOUR), "one duty");
        Assertions.assertTrue(admin().takeDuty("Prune", OTHER, HOUR), "another duty");
        Assertions.assertFalse(admin().takeDuty("Prune", NODE, HOUR), "the other duty, by the first node");
    }

    @Checks("S12.8")
    void onceTheTimeIsOverAnotherGetsIt() {
        Instant before = now();
        admin().takeDuty(DUTY, NODE, SHORT);
        awaitDuty();
        Duration passed = Duration.between(before, now());
        Assertions.assertTrue(passed.compareTo(SHORT) >= 0, "another got it after " + passed);
        Assertions.assertFalse(admin().takeDuty(DUTY, NODE, SHORT), "the first gets it back at once");
    }

    @Checks("S12.8")
    void takingItAgainMakesItLonger() {
        admin().takeDuty(DUTY, NODE, SHORT);
        admin().takeDuty("another duty", NODE, SHORT);
        Assertions.assertTrue(admin().takeDuty("another duty", NODE, HOUR), "the first gets it again");
        awaitDuty();
        Assertions.assertFalse(admin().takeDuty("another duty", OTHER, HOUR), "another gets what was taken again");
    }

    private void awaitDuty() {
        Eventually.isTrue(patience().plus(SHORT), "another gets the duty", () -> admin().takeDuty(DUTY, OTHER, HOUR));
    }

    @Checks("S12.8")
    void ofManyAtOnceOneGetsIt() {
        List<JobAdmin> admins = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            admins.add(admin(open()));
        }
        for (int round = 0; round < 10; round++) {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                JobAdmin admin = admins.get(i % 4);
                String duty = "duty " + round;
                String node = "node " + i;
                calls.add(() -> admin.takeDuty(duty, node, HOUR));
            }
            long got = AtOnce.run(patience(), "takeDuty", calls).stream()
                    .filter(Boolean::booleanValue)
                    .count();
            Assertions.assertEquals(1, got, "nodes that got the duty");
        }
    }
}
