package io.github.pgqueue.pgjdbcng;

import io.github.pgqueue.pgjdbc.PgjdbcStoreProvider;
import io.github.pgqueue.testkit.contract.ContractBackend;
import io.github.pgqueue.testkit.contract.ListeningBackendContract;
import io.github.pgqueue.testkit.contract.PostgresContractBackend;
import io.github.pgqueue.testkit.contract.topic.ContractPart;

/** pgjdbc for statements, pgjdbc-ng for listening. What is left out concerns one of the two, and is tested with it. */
@ContractPart(ContractPart.Part.BESIDE_OTHERS)
class MixedContractTest extends ListeningBackendContract {

    @Override
    protected ContractBackend newBackend() {
        return PostgresContractBackend.of(new PgjdbcStoreProvider(), new PgjdbcNgListenerProvider());
    }
}
