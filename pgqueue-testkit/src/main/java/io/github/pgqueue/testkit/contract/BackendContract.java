package io.github.pgqueue.testkit.contract;

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
 * <p>A topic can be run alone: extend its class, such as {@link ClaimContract}.
 */
public abstract class BackendContract {

    /** For subclasses. */
    protected BackendContract() {}

    /**
     * Makes the backend under test, with a fresh and empty place for jobs. Called before each test.
     *
     * @return the backend, which the contract closes
     */
    protected abstract ContractBackend newBackend();

    @Nested
    class Bootstrapping extends BootstrapContract {
        @Override
        protected ContractBackend newBackend() {
            return BackendContract.this.newBackend();
        }
    }

    @Nested
    class Inserting extends InsertContract {
        @Override
        protected ContractBackend newBackend() {
            return BackendContract.this.newBackend();
        }
    }

    @Nested
    class Claiming extends ClaimContract {
        @Override
        protected ContractBackend newBackend() {
            return BackendContract.this.newBackend();
        }
    }

    @Nested
    class ClaimingAtOnce extends ClaimRaceContract {
        @Override
        protected ContractBackend newBackend() {
            return BackendContract.this.newBackend();
        }
    }

    @Nested
    class NextDue extends DueContract {
        @Override
        protected ContractBackend newBackend() {
            return BackendContract.this.newBackend();
        }
    }

    @Nested
    class Settling extends SettleContract {
        @Override
        protected ContractBackend newBackend() {
            return BackendContract.this.newBackend();
        }
    }

    @Nested
    class Fencing extends FenceContract {
        @Override
        protected ContractBackend newBackend() {
            return BackendContract.this.newBackend();
        }
    }

    @Nested
    class TakingBack extends TakeBackContract {
        @Override
        protected ContractBackend newBackend() {
            return BackendContract.this.newBackend();
        }
    }

    @Nested
    class Looking extends LookContract {
        @Override
        protected ContractBackend newBackend() {
            return BackendContract.this.newBackend();
        }
    }

    @Nested
    class ClosingTheStore extends StoreCloseContract {
        @Override
        protected ContractBackend newBackend() {
            return BackendContract.this.newBackend();
        }
    }

    @Nested
    class Connecting extends ConnectContract {
        @Override
        protected ContractBackend newBackend() {
            return BackendContract.this.newBackend();
        }
    }

    @Nested
    class Ringing extends RingContract {
        @Override
        protected ContractBackend newBackend() {
            return BackendContract.this.newBackend();
        }
    }

    @Nested
    class LosingTheListener extends ListenerLossContract {
        @Override
        protected ContractBackend newBackend() {
            return BackendContract.this.newBackend();
        }
    }

    @Nested
    class ClosingTheListener extends ListenerCloseContract {
        @Override
        protected ContractBackend newBackend() {
            return BackendContract.this.newBackend();
        }
    }

    @Nested
    class Pushing extends PushContract {
        @Override
        protected ContractBackend newBackend() {
            return BackendContract.this.newBackend();
        }
    }

    @Nested
    class Subscribing extends SubscribeContract {
        @Override
        protected ContractBackend newBackend() {
            return BackendContract.this.newBackend();
        }
    }

    @Nested
    class Waking extends WakeContract {
        @Override
        protected ContractBackend newBackend() {
            return BackendContract.this.newBackend();
        }
    }

    @Nested
    class UsingAnExecutor extends ExecutorContract {
        @Override
        protected ContractBackend newBackend() {
            return BackendContract.this.newBackend();
        }
    }

    @Nested
    class Handling extends HandlerContract {
        @Override
        protected ContractBackend newBackend() {
            return BackendContract.this.newBackend();
        }
    }

    @Nested
    class Acknowledging extends AckContract {
        @Override
        protected ContractBackend newBackend() {
            return BackendContract.this.newBackend();
        }
    }

    @Nested
    class ClosingASubscription extends SubscriptionCloseContract {
        @Override
        protected ContractBackend newBackend() {
            return BackendContract.this.newBackend();
        }
    }

    @Nested
    class ClosingWhileStuck extends StuckCloseContract {
        @Override
        protected ContractBackend newBackend() {
            return BackendContract.this.newBackend();
        }
    }

    @Nested
    class ClosingQueues extends QueuesCloseContract {
        @Override
        protected ContractBackend newBackend() {
            return BackendContract.this.newBackend();
        }
    }
}
