package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Jobs that are handled in transactions")
class ExactlyOnceTest {

    private static final int JOBS = 200;
    private static final int EVERY = 40;

    @Test
    @Timeout(120)
    @DisplayName("have their effects exactly once, though all connections are cut again and again")
    void cut() throws Exception {
        try (TestDatabase database = TestDatabases.shared().newDatabase();
                PgQueues queues = PgQueues.create(Stores.config(database)
                        .closeTimeout(Duration.ofSeconds(5))
                        .build())) {
            queues.bootstrap();
            Effects effects = Effects.create(database);
            PgQueue queue = queues.queue("mail");
            List<Long> ids = queue.pushAll(Collections.nCopies(JOBS, NewJob.of("x")));
            AtomicInteger begun = new AtomicInteger();
            SubscribeOptions four =
                    SubscribeOptions.parallel(4).withRetryPolicy(RetryPolicy.fixed(Duration.ofMillis(10), 1_000));
            queue.subscribe(four, (job, connection) -> {
                Effects.write(connection, job.id());
                if (begun.incrementAndGet() % EVERY == 0) {
                    database.terminateAll();
                }
                Effects.write(connection, -job.id());
            });

            for (long id : ids) {
                assertThat(queue.await(id).get(100, TimeUnit.SECONDS).state()).isEqualTo(JobState.SUCCESS);
            }
            assertThat(begun).hasValueGreaterThan(JOBS);
            assertThat(effects.count()).isEqualTo(2L * JOBS);
            assertThat(Stores.query(database, "select count(distinct job) from effects"))
                    .containsExactly(Integer.toString(2 * JOBS));
            assertThat(Stores.query(database, "select status from jobs group by status"))
                    .containsExactly("success");
        }
    }
}
