package io.github.pgqueue.testkit.contract;

import io.github.pgqueue.testkit.contract.delivery.CrowdContract;
import io.github.pgqueue.testkit.contract.delivery.HealthContract;
import io.github.pgqueue.testkit.contract.delivery.ProofContract;
import io.github.pgqueue.testkit.contract.delivery.QueuesCloseContract;
import io.github.pgqueue.testkit.contract.delivery.SilenceContract;
import io.github.pgqueue.testkit.contract.delivery.WakeContract;
import io.github.pgqueue.testkit.contract.delivery.WakeModeContract;
import io.github.pgqueue.testkit.contract.listener.ConnectContract;
import io.github.pgqueue.testkit.contract.listener.ListenerCloseContract;
import io.github.pgqueue.testkit.contract.listener.ListenerLossContract;
import io.github.pgqueue.testkit.contract.listener.RingContract;
import io.github.pgqueue.testkit.contract.topic.WholeContract;
import org.junit.jupiter.api.Nested;

/**
 * The part of the contract that a listener takes part in: its own rules, and how jobs are delivered by its rings, proven
 * by them, and found without them. For a listener that is combined with the store of another backend, which is tested
 * by {@link BackendContract}, where this is contained.
 *
 * <pre>{@code
 * class MyListenerContractTest extends ListeningBackendContract {
 *     @Override
 *     protected ContractBackend newBackend() {
 *         return PostgresContractBackend.of(new TheirStoreProvider(), new MyListenerProvider());
 *     }
 * }
 * }</pre>
 */
public abstract class ListeningBackendContract extends WholeContract {

    /** For subclasses. */
    protected ListeningBackendContract() {}

    @Override
    protected abstract ContractBackend newBackend();

    // The topics find newBackend() by the instance around theirs.

    @Nested
    class Connecting extends ConnectContract {}

    @Nested
    class Ringing extends RingContract {}

    @Nested
    class LosingTheListener extends ListenerLossContract {}

    @Nested
    class ClosingTheListener extends ListenerCloseContract {}

    @Nested
    class Waking extends WakeContract {}

    @Nested
    class WakingOthers extends WakeModeContract {}

    @Nested
    class Crowding extends CrowdContract {}

    @Nested
    class ClosingQueues extends QueuesCloseContract {}

    @Nested
    class ProvingTheListener extends ProofContract {}

    @Nested
    class ListeningInSilence extends SilenceContract {}

    @Nested
    class TellingHealth extends HealthContract {}
}
