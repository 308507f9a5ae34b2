package io.github.pgqueue.vertx;

import io.github.pgqueue.pgjdbc.PgjdbcStoreProvider;
import io.github.pgqueue.testkit.contract.ContractBackend;
import io.github.pgqueue.testkit.contract.ListeningBackendContract;
import io.github.pgqueue.testkit.contract.PostgresContractBackend;
import io.github.pgqueue.testkit.contract.topic.ContractPart;

/** Vert.x for listening, pgjdbc for statements: its own store is tested where it is whole. */
@ContractPart(ContractPart.Part.BESIDE_OTHERS)
class VertxContractTest extends ListeningBackendContract {

    @Override
    protected ContractBackend newBackend() {
        return PostgresContractBackend.of(new PgjdbcStoreProvider(), new VertxListenerProvider());
    }
}
