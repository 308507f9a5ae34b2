package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Settlement;
import java.util.List;

/** Jobs to look at side by side. */
final class OneInEachState {

    private OneInEachState() {}

    /** One each in SUCCESS, ERROR, CANCELLED, RUNNING and NEW, as they were claimed; the last is due in an hour. */
    static List<ClaimedJob> in(StoreContract contract) {
        contract.store().insert(StoreContract.QUEUE, StoreContract.jobs("a", "b", "c", "d", "e"));
        List<ClaimedJob> claimed = contract.claim(5);
        contract.settle(
                Settlement.success(claimed.get(0).fence()),
                Settlement.error(claimed.get(1).fence(), StoreContract.FAILURE),
                Settlement.cancel(claimed.get(2).fence(), StoreContract.FAILURE),
                Settlement.retry(claimed.get(4).fence(), StoreContract.FAILURE, StoreContract.HOUR));
        return claimed;
    }
}
