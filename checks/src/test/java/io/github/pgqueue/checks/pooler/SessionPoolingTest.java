package io.github.pgqueue.checks.pooler;

import io.github.pgqueue.PgQueues;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Behind pgbouncer in session mode")
@Timeout(120)
class SessionPoolingTest extends PoolerTest {

    SessionPoolingTest() {
        super(Pooler.Mode.SESSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    @DisplayName("push works through it")
    void pushWorks(String backend) throws Exception {
        try (PgQueues pusher = PgQueues.create(through(backend, "").build());
                PgQueues worker = PgQueues.create(through(backend, "")
                        .pollInterval(NEVER)
                        .backstopInterval(NEVER)
                        .build())) {
            isRung(pusher, worker);
        }
    }
}
