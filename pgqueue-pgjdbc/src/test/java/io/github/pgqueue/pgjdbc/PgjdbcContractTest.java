package io.github.pgqueue.pgjdbc;

import io.github.pgqueue.testkit.contract.BackendContract;
import io.github.pgqueue.testkit.contract.ContractBackend;
import io.github.pgqueue.testkit.contract.PostgresContractBackend;
import io.github.pgqueue.testkit.contract.topic.ContractPart;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The pgjdbc backend keeps the contract")
@ContractPart(ContractPart.Part.BESIDE_OTHERS)
class PgjdbcContractTest extends BackendContract {

    @Override
    protected ContractBackend newBackend() {
        return PostgresContractBackend.of(new PgjdbcStoreProvider(), new PgjdbcListenerProvider());
    }
}
