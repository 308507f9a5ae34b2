package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.testkit.internal.probe.Call;
import io.github.pgqueue.testkit.internal.probe.StoreProbe;
import java.util.EnumSet;
import java.util.List;

/**
 * One process among several, which a test can cut off from the store: for the others it has died then, though
 * its threads go on. Thread-safe.
 *
 * @param queues as this process has them
 * @param probe sees what this process asks, and nobody else
 */
record Member(PgQueues queues, StoreProbe probe) {

    PgQueue queue() {
        return queues.queue(DeliveryContract.QUEUE);
    }

    /** Nothing that it asks is carried out any more. */
    void cutOff() {
        probe.hook(Call.failing(EnumSet.allOf(Call.class)));
    }

    /** Nothing of this kind is carried out any more. */
    void cutOff(Call... calls) {
        probe.hook(Call.failing(List.of(calls)));
    }

    void mend() {
        probe.unhook();
    }
}
