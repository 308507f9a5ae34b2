package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.PgQueue;
import org.junit.jupiter.api.Assumptions;

/** What operators do, where the store can. */
final class Operators {

    private Operators() {}

    /**
     * The same queue, for what a store need not be able to.
     *
     * @param queue any queue
     * @return the same; a store without the ability skips the test
     */
    static PgQueue of(PgQueue queue) {
        try {
            queue.discard(Long.MIN_VALUE);
        } catch (UnsupportedOperationException cannot) {
            Assumptions.abort("the backend has no operations for operators");
        }
        return queue;
    }
}
