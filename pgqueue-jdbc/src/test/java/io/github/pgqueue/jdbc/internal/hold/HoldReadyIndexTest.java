package io.github.pgqueue.jdbc.internal.hold;

import io.github.pgqueue.jdbc.internal.schema.ReadyIndexPlans;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;

@DisplayName("What looks for the next jobs to hold goes by the ready index")
class HoldReadyIndexTest extends ReadyIndexPlans {

    HoldReadyIndexTest() {
        super(Map.of("hold", HoldSql.LOCK));
    }
}
