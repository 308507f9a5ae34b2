package io.github.pgqueue.testkit.contract;

import io.github.pgqueue.testkit.contract.delivery.AckContract;
import io.github.pgqueue.testkit.contract.delivery.AwaitJobContract;
import io.github.pgqueue.testkit.contract.delivery.CancelJobContract;
import io.github.pgqueue.testkit.contract.delivery.DueJobContract;
import io.github.pgqueue.testkit.contract.delivery.EventContract;
import io.github.pgqueue.testkit.contract.delivery.ExecutorContract;
import io.github.pgqueue.testkit.contract.delivery.HandlerContract;
import io.github.pgqueue.testkit.contract.delivery.HandoffContract;
import io.github.pgqueue.testkit.contract.delivery.HeaderContract;
import io.github.pgqueue.testkit.contract.delivery.IdleContract;
import io.github.pgqueue.testkit.contract.delivery.JobExitContract;
import io.github.pgqueue.testkit.contract.delivery.LeaseLossContract;
import io.github.pgqueue.testkit.contract.delivery.LostClaimContract;
import io.github.pgqueue.testkit.contract.delivery.NodeLossContract;
import io.github.pgqueue.testkit.contract.delivery.OperateContract;
import io.github.pgqueue.testkit.contract.delivery.PushContract;
import io.github.pgqueue.testkit.contract.delivery.RetentionContract;
import io.github.pgqueue.testkit.contract.delivery.RetryContract;
import io.github.pgqueue.testkit.contract.delivery.RunAheadContract;
import io.github.pgqueue.testkit.contract.delivery.StuckCloseContract;
import io.github.pgqueue.testkit.contract.delivery.SubscribeContract;
import io.github.pgqueue.testkit.contract.delivery.SubscriptionCloseContract;
import io.github.pgqueue.testkit.contract.delivery.TimeLimitContract;
import io.github.pgqueue.testkit.contract.delivery.TransactionLossContract;
import io.github.pgqueue.testkit.contract.delivery.TransactionalHandlerContract;
import io.github.pgqueue.testkit.contract.delivery.TransactionalPushContract;
import io.github.pgqueue.testkit.contract.delivery.UniquePushContract;
import io.github.pgqueue.testkit.contract.store.AdminContract;
import io.github.pgqueue.testkit.contract.store.AgainContract;
import io.github.pgqueue.testkit.contract.store.AwaitContract;
import io.github.pgqueue.testkit.contract.store.BootstrapContract;
import io.github.pgqueue.testkit.contract.store.BulkContract;
import io.github.pgqueue.testkit.contract.store.CancelContract;
import io.github.pgqueue.testkit.contract.store.CancelledEndContract;
import io.github.pgqueue.testkit.contract.store.ClaimContract;
import io.github.pgqueue.testkit.contract.store.ClaimRaceContract;
import io.github.pgqueue.testkit.contract.store.ClaimingInsertContract;
import io.github.pgqueue.testkit.contract.store.DebounceContract;
import io.github.pgqueue.testkit.contract.store.DoneRingContract;
import io.github.pgqueue.testkit.contract.store.DueContract;
import io.github.pgqueue.testkit.contract.store.DueTimeContract;
import io.github.pgqueue.testkit.contract.store.DutyContract;
import io.github.pgqueue.testkit.contract.store.FailuresContract;
import io.github.pgqueue.testkit.contract.store.FenceContract;
import io.github.pgqueue.testkit.contract.store.HandlingContract;
import io.github.pgqueue.testkit.contract.store.HeldJobContract;
import io.github.pgqueue.testkit.contract.store.HoldContract;
import io.github.pgqueue.testkit.contract.store.InsertAtOnceContract;
import io.github.pgqueue.testkit.contract.store.InsertContract;
import io.github.pgqueue.testkit.contract.store.KeepNothingContract;
import io.github.pgqueue.testkit.contract.store.LeaseContract;
import io.github.pgqueue.testkit.contract.store.ListingContract;
import io.github.pgqueue.testkit.contract.store.LookContract;
import io.github.pgqueue.testkit.contract.store.LostAnswerContract;
import io.github.pgqueue.testkit.contract.store.PauseContract;
import io.github.pgqueue.testkit.contract.store.ProofRingContract;
import io.github.pgqueue.testkit.contract.store.PruneContract;
import io.github.pgqueue.testkit.contract.store.RescueContract;
import io.github.pgqueue.testkit.contract.store.RescueRaceContract;
import io.github.pgqueue.testkit.contract.store.SettleContract;
import io.github.pgqueue.testkit.contract.store.StoreCloseContract;
import io.github.pgqueue.testkit.contract.store.TakeBackContract;
import io.github.pgqueue.testkit.contract.store.TellContract;
import io.github.pgqueue.testkit.contract.store.TransactionContract;
import io.github.pgqueue.testkit.contract.store.UniqueConflictContract;
import io.github.pgqueue.testkit.contract.store.UniqueContract;
import io.github.pgqueue.testkit.contract.store.UniqueRaceContract;
import io.github.pgqueue.testkit.contract.store.UniqueScopeContract;
import io.github.pgqueue.testkit.contract.store.WaitingContract;
import io.github.pgqueue.testkit.contract.topic.ContractPart;
import org.junit.jupiter.api.Nested;

/**
 * The whole contract: all topics, for one backend.
 *
 * <pre>{@code
 * class MyBackendContractTest extends BackendContract {
 *     @Override
 *     protected ContractBackend newBackend() {
 *         return PostgresContractBackend.of(new MyStoreProvider(), new MyListenerProvider());
 *     }
 * }
 * }</pre>
 *
 * <p>A topic can be run alone: extend its class, such as {@link ClaimContract}. A listener that keeps no jobs is tested
 * by {@link ListeningBackendContract}.
 *
 * <p>Most of the time goes by in waiting. With {@code junit.jupiter.execution.parallel.enabled = true} among
 * JUnit's parameters and {@code same_thread} as the default mode, the topics that wait run beside the others;
 * those that stop or freeze the server run while no other does. {@link ContractPart} divides the contract between two
 * classes, for a build that tests in several JVMs.
 */
public abstract class BackendContract extends ListeningBackendContract {

    /** For subclasses. */
    protected BackendContract() {}

    // The topics that a listener takes part in are inherited.

    @Nested
    class Bootstrapping extends BootstrapContract {}

    @Nested
    class Inserting extends InsertContract {}

    @Nested
    class InsertingAtOnce extends InsertAtOnceContract {}

    @Nested
    class ClaimingInserts extends ClaimingInsertContract {}

    @Nested
    class DueTimes extends DueTimeContract {}

    @Nested
    class HeadersAndPolicies extends HandlingContract {}

    @Nested
    class RingingForOthers extends TellContract {}

    @Nested
    class UniqueKeys extends UniqueContract {}

    @Nested
    class ScopesOfKeys extends UniqueScopeContract {}

    @Nested
    class Replacing extends UniqueConflictContract {}

    @Nested
    class Debouncing extends DebounceContract {}

    @Nested
    class OneKeyAtOnce extends UniqueRaceContract {}

    @Nested
    class Claiming extends ClaimContract {}

    @Nested
    class ClaimingAtOnce extends ClaimRaceContract {}

    @Nested
    class NextDue extends DueContract {}

    @Nested
    class Settling extends SettleContract {}

    @Nested
    class WaitingAgain extends AgainContract {}

    @Nested
    class KeepingFailures extends FailuresContract {}

    @Nested
    class KeepingNothing extends KeepNothingContract {}

    @Nested
    class Fencing extends FenceContract {}

    @Nested
    class LookingForMany extends WaitingContract {}

    @Nested
    class TakingBack extends TakeBackContract {}

    @Nested
    class Holding extends HoldContract {}

    @Nested
    class HandingOff extends HandoffContract {}

    @Nested
    class LosingAnswers extends LostAnswerContract {}

    @Nested
    class LosingClaims extends LostClaimContract {}

    @Nested
    class Looking extends LookContract {}

    @Nested
    class Leases extends LeaseContract {}

    @Nested
    class CarryingProofs extends ProofRingContract {}

    @Nested
    class Rescuing extends RescueContract {}

    @Nested
    class RescuingAtOnce extends RescueRaceContract {}

    @Nested
    class Cancelling extends CancelContract {}

    @Nested
    class EndingCancelledJobs extends CancelledEndContract {}

    @Nested
    class Awaiting extends AwaitContract {}

    @Nested
    class RingingWhenDone extends DoneRingContract {}

    @Nested
    class RetryingAndDiscarding extends AdminContract {}

    @Nested
    class Listing extends ListingContract {}

    @Nested
    class ManyInSteps extends BulkContract {}

    @Nested
    class Pausing extends PauseContract {}

    @Nested
    class Pruning extends PruneContract {}

    @Nested
    class Duties extends DutyContract {}

    @Nested
    class InsertingInTransactions extends TransactionContract {}

    @Nested
    class HoldingInTransactions extends HeldJobContract {}

    @Nested
    class ClosingTheStore extends StoreCloseContract {}

    @Nested
    class Pushing extends PushContract {}

    @Nested
    class Subscribing extends SubscribeContract {}

    @Nested
    class ClaimingAhead extends RunAheadContract {}

    @Nested
    class Idling extends IdleContract {}

    @Nested
    class UsingAnExecutor extends ExecutorContract {}

    @Nested
    class Handling extends HandlerContract {}

    @Nested
    class Acknowledging extends AckContract {}

    @Nested
    class ClosingASubscription extends SubscriptionCloseContract {}

    @Nested
    class ClosingWhileStuck extends StuckCloseContract {}

    @Nested
    class PushingOneOfAKind extends UniquePushContract {}

    @Nested
    class PushingInTransactions extends TransactionalPushContract {}

    @Nested
    class RunningWhenDue extends DueJobContract {}

    @Nested
    class Retrying extends RetryContract {}

    @Nested
    class EndingByChoice extends JobExitContract {}

    @Nested
    class LosingNodes extends NodeLossContract {}

    @Nested
    class LosingTheLease extends LeaseLossContract {}

    @Nested
    class LimitingTime extends TimeLimitContract {}

    @Nested
    class CancellingJobs extends CancelJobContract {}

    @Nested
    class HandlingInTransactions extends TransactionalHandlerContract {}

    @Nested
    class LosingTransactions extends TransactionLossContract {}

    @Nested
    class AwaitingJobs extends AwaitJobContract {}

    @Nested
    class Observing extends EventContract {}

    @Nested
    class CarryingHeaders extends HeaderContract {}

    @Nested
    class Operating extends OperateContract {}

    @Nested
    class KeepingForATime extends RetentionContract {}
}
