package io.github.pgqueue.pgjdbcng;

import io.github.pgqueue.pgjdbc.PgjdbcStoreProvider;
import io.github.pgqueue.testkit.contract.ContractBackend;
import io.github.pgqueue.testkit.contract.ListeningBackendContract;
import io.github.pgqueue.testkit.contract.PostgresContractBackend;

/** pgjdbc for statements, pgjdbc-ng for listening. */
class MixedContractTest extends ListeningBackendContract {

    @Override
    protected ContractBackend newBackend() {
        return PostgresContractBackend.of(new PgjdbcStoreProvider(), new PgjdbcNgListenerProvider());
    }
}
