package io.github.pgqueue.checks.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.Job;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.Subscription;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** What is pushed comes to the handler as it was, whatever characters and bytes it is made of. */
abstract class HostilePushesBy {

    private static final long PATIENCE_SECONDS = 30;

    private TestDatabase database;
    private PgQueues queues;

    abstract String backend();

    @BeforeProperty
    void open() {
        database = TestDatabases.shared().newDatabase();
        queues = PgQueues.create(PgQueuesConfig.builder(database.url())
                .credentials(database.user(), database.password())
                .backend(backend())
                .build());
        queues.bootstrap();
    }

    @AfterProperty
    void close() {
        queues.close();
        database.close();
    }

    @Provide
    static Arbitrary<String> names() {
        return HostilePushes.names();
    }

    @Provide
    static Arbitrary<List<NewJob>> jobs() {
        return HostilePushes.jobs().list().ofMinSize(1).ofMaxSize(10);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    @Label("any job of any queue")
    void comesAsItWas(@ForAll("names") String name, @ForAll("jobs") List<NewJob> jobs, @ForAll boolean inTransaction)
            throws Exception {
        PgQueue queue = queues.queue(name);
        List<Long> ids = inTransaction ? pushInTransaction(queue, jobs) : queue.pushAll(jobs);
        Map<Long, NewJob> first = new LinkedHashMap<>();
        for (int place = 0; place < jobs.size(); place++) {
            first.putIfAbsent(ids.get(place), jobs.get(place));
        }
        assertThat(first).hasSize(distinct(jobs));

        BlockingQueue<Job> handled = new LinkedBlockingQueue<>();
        try (Subscription subscription = queue.subscribe(handled::add)) {
            for (int count = 0; count < first.size(); count++) {
                Job job = handled.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertThat(job).isNotNull();
                assertSame(job, first.get(job.id()), name);
            }
            assertThat(subscription.queueName()).isEqualTo(name);
        }
    }

    private List<Long> pushInTransaction(PgQueue queue, List<NewJob> jobs) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            List<Long> ids = queue.pushAll(connection, jobs);
            connection.commit();
            return ids;
        }
    }

    /** Those with a key that another one had before are not added. */
    private static int distinct(List<NewJob> jobs) {
        Stream<Object> keys = jobs.stream()
                .map(job -> job.uniqueKey().<Object>map(UniqueKey::key).orElse(job));
        return Math.toIntExact(keys.distinct().count());
    }

    private static void assertSame(Job job, NewJob pushed, String name) {
        assertThat(pushed).isNotNull();
        assertThat(job.payload()).isEqualTo(pushed.payload());
        assertThat(job.headers()).isEqualTo(pushed.headers());
        assertThat(job.priority()).isEqualTo(pushed.priority());
        assertThat(job.queueName()).isEqualTo(name);
        assertThat(job.attempt()).isEqualTo(1);
    }
}
