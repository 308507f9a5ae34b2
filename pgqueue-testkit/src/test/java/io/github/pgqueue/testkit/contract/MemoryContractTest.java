package io.github.pgqueue.testkit.contract;

class MemoryContractTest extends BackendContract {

    @Override
    protected ContractBackend newBackend() {
        return new MemoryContractBackend();
    }
}
