package io.github.pgqueue.pgjdbcng;

import io.github.pgqueue.testkit.contract.BackendContract;
import io.github.pgqueue.testkit.contract.ContractBackend;
import io.github.pgqueue.testkit.contract.PostgresContractBackend;
import io.github.pgqueue.testkit.contract.topic.ContractPart;

@ContractPart(ContractPart.Part.BESIDE_OTHERS)
class PgjdbcNgContractTest extends BackendContract {

    @Override
    protected ContractBackend newBackend() {
        return PostgresContractBackend.of(new PgjdbcNgStoreProvider(), new PgjdbcNgListenerProvider());
    }
}
