package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.Job;
import io.github.pgqueue.JobHandle;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A job that is pushed in a transaction of JDBI")
class JdbiPushTest {

    private TestDatabase database;
    private PgQueues queues;
    private PgQueue queue;
    private Jdbi jdbi;

    @BeforeEach
    void open() {
        database = TestDatabases.shared().newDatabase();
        queues = PgQueues.create(Stores.config(database).build());
        queues.bootstrap();
        queue = queues.queue("mail");
        jdbi = Jdbi.create(Stores.dataSource(database));
        database.execute("create table orders (id bigint)");
    }

    @AfterEach
    void close() {
        queues.close();
        database.close();
    }

    @Test
    @DisplayName("is there with the commit")
    void commit() {
        List<Long> ids = jdbi.inTransaction(handle -> {
            handle.execute("insert into orders (id) values (42)");
            long id = JdbiPush.push(queue, handle, NewJob.of("42"));
            assertThat(queue.find(id)).isEmpty();
            assertThat(JdbiPush.pushAll(queue, handle, List.of())).isEmpty();
            return List.of(
                    id, JdbiPush.pushAll(queue, handle, List.of(NewJob.of("a"))).get(0));
        });

        assertThat(ids).allSatisfy(id -> assertThat(queue.find(id)).isPresent());
        assertThat(orders()).isEqualTo(1);
    }

    @Test
    @DisplayName("is never there if the transaction is rolled back")
    void rollback() {
        assertThatThrownBy(() -> jdbi.useTransaction(handle -> {
                    handle.execute("insert into orders (id) values (42)");
                    JdbiPush.push(queue, handle, NewJob.of("42"));
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(queues.stats()).isEmpty();
        assertThat(orders()).isZero();
    }

    @Test
    @DisplayName("is durable at once without a transaction, and the handle goes on")
    void withoutTransaction() {
        jdbi.useHandle(handle -> {
            long id = JdbiPush.push(queue, handle, NewJob.of("42"));

            assertThat(queue.find(id)).isPresent();
            assertThat(handle.isInTransaction()).isFalse();
            assertThat(handle.execute("insert into orders (id) values (42)")).isEqualTo(1);
        });
    }

    @Test
    @DisplayName("tells whether one with its key was there")
    void wasThere() {
        NewJob job = NewJob.of("42").withUniqueKey(UniqueKey.of("invoice 42"));
        jdbi.useTransaction(handle -> {
            JobHandle first = JdbiPush.submit(queue, handle, job);
            JobHandle second = JdbiPush.submit(queue, handle, job);

            assertThat(first.wasThere()).isFalse();
            assertThat(second.wasThere()).isTrue();
            assertThat(second.id()).isEqualTo(first.id());
        });
    }

    @Test
    @DisplayName("is refused to handlers in transactions where no connection would be left for them")
    void tooFewConnections() {
        PgQueuesConfig few = Stores.config(database).maxConnections(2).build();
        try (PgQueues tooFew = PgQueues.create(few)) {
            assertThatThrownBy(() -> tooFew.queue("mail")
                            .subscribe(SubscribeOptions.parallel(1), (Job job, Connection connection) -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("maxConnections must be 3 or more for handlers in transactions, as two connections are"
                            + " for the rest: 2");
        }
    }

    private int orders() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from orders")
                .mapTo(Integer.class)
                .one());
    }
}
