package com.example.filequeue;

import io.github.pgqueue.testkit.contract.BackendContract;
import io.github.pgqueue.testkit.contract.ContractBackend;
import io.github.pgqueue.testkit.contract.topic.ContractPart;

/** All rules of pgqueue's SPI, on files; half of the tests, as two JVMs share them. */
@ContractPart(ContractPart.Part.BESIDE_OTHERS)
class FileBackendContractTest extends BackendContract {

    @Override
    protected ContractBackend newBackend() {
        return new FileContractBackend();
    }
}
