package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.testkit.contract.BackendContract;
import io.github.pgqueue.testkit.contract.ContractBackend;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The contract of the backend that is set; started by {@link BrokenBackendsTest}, not by the build. */
class BrokenRun extends BackendContract {

    /** Handed on to the threads that a run starts: several runs go on beside each other. */
    private static final ThreadLocal<@Nullable Broken> CURRENT = new InheritableThreadLocal<>();

    static void set(Broken broken) {
        CURRENT.set(broken);
    }

    @Override
    protected ContractBackend newBackend() {
        return Objects.requireNonNull(CURRENT.get(), "a broken backend must be set")
                .newBackend();
    }
}
