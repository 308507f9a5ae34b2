package io.github.pgqueue.pgjdbcng;

import io.github.pgqueue.testkit.contract.topic.ContractPart;

@ContractPart(ContractPart.Part.ONE_BY_ONE)
class PgjdbcNgContractOneByOneTest extends PgjdbcNgContractTest {}
