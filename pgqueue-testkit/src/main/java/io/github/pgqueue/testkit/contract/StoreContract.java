package io.github.pgqueue.testkit.contract;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;

/** What the topics about stores share. Extend {@link BackendContract} or a topic, not this. */
public abstract class StoreContract extends Contract {

    /** The queue of a test that needs but one. */
    static final String QUEUE = "mail";

    static final String NODE = "contract";

    private QueueStore store;

    /** For the topics. */
    StoreContract() {}

    @BeforeEach
    final void openStore() {
        store = open();
        store.bootstrap();
    }

    /** The store under test, bootstrapped. */
    final QueueStore store() {
        return store;
    }

    /** Another store on the same place, as another process would have. */
    final QueueStore open() {
        QueueStore opened = backend().store().open(backend().config().build());
        closing(() -> within(patience(), "QueueStore.close", opened::close));
        return opened;
    }

    static long newClaim() {
        return ThreadLocalRandom.current().nextLong();
    }

    static List<NewJob> jobs(String... payloads) {
        return Stream.of(payloads).map(NewJob::of).toList();
    }

    final long insert(String payload) {
        return store.insert(QUEUE, jobs(payload)).get(0);
    }

    /** Claims under a new number. */
    final List<ClaimedJob> claim(int limit) {
        return exchange(limit).claimed();
    }

    final ExchangeResult exchange(int limit, Settlement... settlements) {
        return store.exchange(new Exchange(QUEUE, NODE, newClaim(), List.of(settlements), limit));
    }

    /** Claims the one job that there must be. */
    final ClaimedJob claimOne() {
        List<ClaimedJob> claimed = claim(10);
        Assertions.assertEquals(1, claimed.size(), "jobs claimed");
        return claimed.get(0);
    }

    /** Settles without claiming, and expects that every settlement counts. */
    final void settle(Settlement... settlements) {
        Assertions.assertEquals(List.of(), exchange(0, settlements).lost(), "lost settlements");
    }

    final JobInfo info(long id) {
        return store.find(QUEUE, id)
                .orElseThrow(() -> new AssertionError("job " + id + " is not found in queue " + QUEUE));
    }

    static List<Long> ids(List<ClaimedJob> jobs) {
        return jobs.stream().map(ClaimedJob::id).toList();
    }
}
