package io.github.pgqueue.testkit.contract.store;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.started;
import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assertions;

/** Rule S3.4: many that claim at once. */
public abstract class ClaimRaceContract extends StoreContract {

    private static final int JOBS = 1_000;
    private static final int STORES = 4;
    private static final int BATCH = 7;

    /** For subclasses. */
    protected ClaimRaceContract() {}

    @Checks("S3.4")
    void manyStoresClaimEachJobOnce() throws Exception {
        List<Long> ids =
                insert(store(), QUEUE, Collections.nCopies(JOBS, jobs("x").get(0)));
        List<CompletableFuture<List<Long>>> claiming = new ArrayList<>();
        for (int i = 0; i < STORES; i++) {
            QueueStore one = open();
            claiming.add(started("claim", () -> claimAll(one)));
            claiming.add(started("claim", () -> claimAll(one)));
        }
        Map<Long, Integer> times = new HashMap<>();
        for (CompletableFuture<List<Long>> one : claiming) {
            within(patience(), "claiming " + JOBS + " jobs", () -> one.get())
                    .forEach(id -> times.merge(id, 1, Integer::sum));
        }
        ids.forEach(id -> Assertions.assertEquals(1, times.getOrDefault(id, 0), "claims of job " + id));
        Assertions.assertEquals(JOBS, times.size(), "jobs claimed");
    }

    /** Settles what it has and claims more, as the engine does, until nothing is left. */
    private static List<Long> claimAll(QueueStore store) {
        List<Long> ids = new ArrayList<>();
        List<Settlement> ends = List.of();
        while (true) {
            ExchangeResult result = store.exchange(new Exchange(QUEUE, NODE, newClaim(), ends, BATCH));
            Assertions.assertEquals(List.of(), result.lost(), "lost settlements");
            Assertions.assertTrue(result.claimed().size() <= BATCH, "more than the limit was claimed");
            ids.addAll(ids(result.claimed()));
            ends = result.claimed().stream()
                    .map(ClaimedJob::fence)
                    .map(Settlement::success)
                    .toList();
            if (ends.isEmpty()) {
                return ids;
            }
        }
    }

    @Checks("S3.4")
    void nobodyWaitsForAnothersClaim() throws SQLException {
        List<Long> ids = insert(store(), QUEUE, jobs("held", "free"));
        try (Connection other = lock(ids.get(0))) {
            List<ClaimedJob> claimed = within(patience(), "a claim beside an open one", () -> claim(10));
            Assertions.assertEquals(List.of(ids.get(1)), ids(claimed), "jobs claimed");
            other.rollback();
        }
        Assertions.assertEquals(List.of(ids.get(0)), ids(claim(10)), "jobs claimed once the other is gone");
    }
}
