package com.example.filequeue;

import io.github.pgqueue.testkit.contract.BackendContract;
import io.github.pgqueue.testkit.contract.ContractBackend;

/** All rules of pgqueue's SPI, on files. */
class FileBackendContractTest extends BackendContract {

    @Override
    protected ContractBackend newBackend() {
        return new FileContractBackend();
    }
}
