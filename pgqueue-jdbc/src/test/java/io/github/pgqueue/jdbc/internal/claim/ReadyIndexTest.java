package io.github.pgqueue.jdbc.internal.claim;

import io.github.pgqueue.jdbc.internal.schema.ReadyIndexPlans;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;

@DisplayName("What looks for the next jobs to claim goes by the ready index")
class ReadyIndexTest extends ReadyIndexPlans {

    ReadyIndexTest() {
        super(Map.of("first job", FirstJob.CLAIM_AND_ASK, "claim", ExchangeSql.CLAIM));
    }
}
