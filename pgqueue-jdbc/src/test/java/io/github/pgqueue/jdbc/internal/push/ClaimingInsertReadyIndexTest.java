package io.github.pgqueue.jdbc.internal.push;

import io.github.pgqueue.jdbc.internal.schema.Hush;
import io.github.pgqueue.jdbc.internal.schema.ReadyIndexPlans;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;

@DisplayName("What looks whether a job that is added may be claimed goes by the ready index")
class ClaimingInsertReadyIndexTest extends ReadyIndexPlans {

    ClaimingInsertReadyIndexTest() {
        super(Map.of("claiming insert", Hush.ofPlain(InsertSql.MANY_CLAIMED, true, true)));
    }
}
