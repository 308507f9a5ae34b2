package io.github.pgqueue.pgjdbcng;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.pgjdbcng.internal.LoadedTypes;
import io.github.pgqueue.testkit.contract.BackendContract;
import io.github.pgqueue.testkit.contract.ContractBackend;
import io.github.pgqueue.testkit.contract.PostgresContractBackend;
import io.github.pgqueue.testkit.contract.topic.ContractPart;
import org.junit.jupiter.api.AfterAll;

@ContractPart(ContractPart.Part.BESIDE_OTHERS)
class PgjdbcNgContractTest extends BackendContract {

    @Override
    protected ContractBackend newBackend() {
        PostgresContractBackend backend =
                PostgresContractBackend.of(new PgjdbcNgStoreProvider(), new PgjdbcNgListenerProvider());
        // Empty, and so not prepared: the driver would know all types of a table that it finds.
        backend.database();
        return backend;
    }

    @AfterAll
    static void theDriverHadToReadNoType() throws ReflectiveOperationException {
        assertThat(LoadedTypes.readSingly()).isEmpty();
    }
}
