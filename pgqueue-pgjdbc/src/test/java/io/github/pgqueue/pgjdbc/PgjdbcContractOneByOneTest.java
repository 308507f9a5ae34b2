package io.github.pgqueue.pgjdbc;

import io.github.pgqueue.testkit.contract.topic.ContractPart;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The pgjdbc backend keeps the rest of the contract")
@ContractPart(ContractPart.Part.ONE_BY_ONE)
class PgjdbcContractOneByOneTest extends PgjdbcContractTest {}
