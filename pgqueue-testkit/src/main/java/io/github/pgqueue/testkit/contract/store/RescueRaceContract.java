package io.github.pgqueue.testkit.contract.store;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.AtOnce;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;

/** Rule S9.5: what a rescue leaves alone, and others who rescue at the same time. */
public abstract class RescueRaceContract extends StoreContract {

    private static final int STORES = 4;
    private static final int JOBS = 400;

    /** For subclasses. */
    protected RescueRaceContract() {}

    @Checks("S9.5")
    void jobsOfNodesThatAreAliveAreNotTouched() {
        beat(NODE, HOUR);
        ClaimedJob alive = running("x");
        insert("another");
        ClaimedJob lost = claimOne("lost node");
        JobInfo before = info(alive.id());
        Assertions.assertEquals(Map.of(QUEUE, 1), open().rescue(), "jobs rescued");
        Assertions.assertEquals(before, info(alive.id()), "the job of the node that is alive");
        Assertions.assertEquals(JobState.NEW, info(lost.id()).state(), "state of the job of the node that is not");
        settle(Settlement.success(alive.fence()));
    }

    @Checks("S9.5")
    void manyAtOnceRescueEachJobOnce() {
        store().insert(QUEUE, Collections.nCopies(JOBS, jobs("x").get(0)));
        List<ClaimedJob> claimed = claim(JOBS);
        List<Callable<Integer>> calls = IntStream.range(0, STORES)
                .mapToObj(i -> open())
                .<Callable<Integer>>map(one -> () -> rescueAll(one))
                .toList();
        int rescued = AtOnce.run(patience(), "rescue", calls).stream()
                .mapToInt(Integer::intValue)
                .sum();
        Assertions.assertEquals(JOBS, rescued, "jobs rescued by all");
        for (ClaimedJob job : claimed) {
            JobInfo info = info(job.id());
            Assertions.assertEquals(JobState.NEW, info.state(), "state");
            Assertions.assertEquals(1, info.attempt(), "attempt");
            Assertions.assertEquals(1, info.errors().size(), "failures kept");
        }
    }

    private static int rescueAll(QueueStore store) {
        int all = 0;
        int some;
        do {
            some = store.rescue().values().stream().mapToInt(Integer::intValue).sum();
            all += some;
        } while (some > 0);
        return all;
    }

    @Checks("S9.5")
    void aJobThatSomebodyElseHoldsIsLeft() throws SQLException {
        store().insert(QUEUE, jobs("held", "free"));
        List<ClaimedJob> claimed = claim(2);
        try (Connection other = lock(claimed.get(0).id())) {
            Map<String, Integer> rescued = within(patience(), "a rescue beside an open one", () -> store().rescue());
            Assertions.assertEquals(Map.of(QUEUE, 1), rescued, "jobs rescued");
            Assertions.assertEquals(JobState.NEW, info(claimed.get(1).id()).state(), "state of the free one");
            other.rollback();
        }
        Assertions.assertEquals(Map.of(QUEUE, 1), store().rescue(), "jobs rescued once the other is gone");
    }
}
