package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.testkit.contract.BackendContract;
import io.github.pgqueue.testkit.contract.ContractBackend;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The contract of the backend that is set; started by {@link BrokenBackendsTest}, not by the build. */
class BrokenRun extends BackendContract {

    private static volatile @Nullable Broken current;

    static void set(Broken broken) {
        current = broken;
    }

    @Override
    protected ContractBackend newBackend() {
        return Objects.requireNonNull(current, "a broken backend must be set").newBackend();
    }
}
