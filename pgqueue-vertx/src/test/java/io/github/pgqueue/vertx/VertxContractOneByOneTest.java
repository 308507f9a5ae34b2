package io.github.pgqueue.vertx;

import io.github.pgqueue.testkit.contract.topic.ContractPart;

@ContractPart(ContractPart.Part.ONE_BY_ONE)
class VertxContractOneByOneTest extends VertxContractTest {}
