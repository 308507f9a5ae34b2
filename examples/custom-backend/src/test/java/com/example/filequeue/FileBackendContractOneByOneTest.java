package com.example.filequeue;

import io.github.pgqueue.testkit.contract.topic.ContractPart;

/** The other half: tests beside which no other runs. */
@ContractPart(ContractPart.Part.ONE_BY_ONE)
class FileBackendContractOneByOneTest extends FileBackendContractTest {}
