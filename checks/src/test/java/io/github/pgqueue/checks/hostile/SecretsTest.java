package io.github.pgqueue.checks.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobHandle;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

@DisplayName("No log, exception or toString, at whatever level, shows a password, payload, header, key or result")
class SecretsTest {

    private static final String MARK = "hu5hhu5h";
    private static final long PATIENCE_SECONDS = 30;

    /** As it would stand in a quoted row. */
    private static final String MARK_AS_BYTES = "6875356868753568";

    private final Heard heard = new Heard();
    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabases.shared().newDatabase();
    }

    @AfterEach
    void close() {
        database.close();
        heard.close();
    }

    private PgQueuesConfig.Builder config(String backend) {
        return PgQueuesConfig.builder(database.url())
                .credentials(database.user(), database.password())
                .store(store(backend))
                .listener(backend)
                .connectTimeout(Duration.ofSeconds(2))
                .lease(Duration.ofSeconds(1))
                .closeTimeout(Duration.ofSeconds(1));
    }

    /** One of them only listens. */
    private static String store(String backend) {
        return backend.equals("vertx") ? "pgjdbc" : backend;
    }

    /** A data source of the application's own: the driver's defaults show the server's details. */
    private PgQueuesConfig ofDataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(database.user());
        source.setPassword(MARK);
        return PgQueuesConfig.builder(source)
                .backend("pgjdbc")
                .closeTimeout(Duration.ofSeconds(1))
                .build();
    }

    private static NewJob job(String key) {
        return NewJob.of(MARK).withHeader("token", MARK).withHeader(MARK, "").withUniqueKey(UniqueKey.of(MARK + key));
    }

    private void fails(ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).as("a failure").isNotNull();
        heard.add(thrown);
    }

    private void shows(Callable<?> call) throws Exception {
        heard.add(String.valueOf(call.call()));
    }

    private void assertNothingShown() {
        assertThat(heard.texts()).isNotEmpty();
        assertThat(heard.texts())
                .filteredOn(text -> text.contains(MARK) || text.contains(MARK_AS_BYTES))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng", "vertx"})
    @DisplayName("when the login is refused, or nobody is there, or the URL is none")
    void connecting(String backend) {
        String nowhere = "jdbc:postgresql://127.0.0.1:1/db";
        List<PgQueuesConfig.Builder> configs = List.of(
                config(backend).credentials("nobody", MARK),
                PgQueuesConfig.builder(database.url() + "?user=nobody&password=" + MARK),
                PgQueuesConfig.builder(nowhere).credentials("u", MARK),
                PgQueuesConfig.builder(nowhere + "?user=u&password=" + MARK),
                PgQueuesConfig.builder("jdbc:postgresql://u:" + MARK + "@127.0.0.1:1/db"),
                PgQueuesConfig.builder("jdbc:postgresql://u:" + MARK + "@127.0.0.1"),
                PgQueuesConfig.builder("jdbc:postgresql://127.0.0.1?password=" + MARK),
                PgQueuesConfig.builder(nowhere + "?password=" + MARK + "%"),
                PgQueuesConfig.builder(nowhere + ";password=" + MARK),
                PgQueuesConfig.builder(nowhere + "?sslmode=" + "wrong&password=" + MARK));
        for (PgQueuesConfig.Builder each : configs) {
            PgQueuesConfig config = each.store(store(backend))
                    .listener(backend)
                    .connectTimeout(Duration.ofMillis(500))
                    .build();
            heard.add(config.toString());
            fails(() -> connect(config));
        }
        assertNothingShown();
    }

    private void connect(PgQueuesConfig config) throws InterruptedException {
        try (PgQueues queues = PgQueues.create(config)) {
            heard.add(queues.toString());
            // The listener and the heartbeat fail too, and say so.
            queues.queue("mail").subscribe(job -> {});
            queues.bootstrap();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng", "a data source of the user's own"})
    @DisplayName("when the server refuses a row and quotes it")
    void refused(String backend) throws Exception {
        PgQueuesConfig config = backend.startsWith("pgjdbc") ? config(backend).build() : ofDataSource();
        try (PgQueues queues = PgQueues.create(config)) {
            queues.bootstrap();
            database.execute("alter table jobs add constraint allowed check (queue_name <> 'forbidden')");
            PgQueue forbidden = queues.queue("forbidden");
            fails(() -> forbidden.push(job("")));
            fails(() -> forbidden.push(MARK));
            fails(() -> forbidden.pushAll(List.of(job("1"), job("2"))));
            fails(() -> forbidden.pushAll(List.of(NewJob.of(MARK), NewJob.of(MARK))));
            try (Connection connection = database.connect()) {
                fails(() -> forbidden.push(connection, job("")));
            }
        }
        assertNothingShown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng", "a data source of the user's own"})
    @DisplayName("when the server refuses a claim or an end and quotes the row")
    void refusedLater(String backend) throws Exception {
        PgQueuesConfig config = backend.startsWith("pgjdbc") ? config(backend).build() : ofDataSource();
        Semaphore handled = new Semaphore(0);
        try (PgQueues queues = PgQueues.create(config)) {
            queues.bootstrap();
            database.execute("""
                    create function quote() returns trigger language plpgsql as $$
                    begin
                        raise exception 'no' using detail = new::text, hint = new::text;
                    end $$;
                    create trigger quote before update on jobs for each row
                        when (new.status = 'running' and new.queue_name = 'claims'
                              or new.status = 'success' and new.queue_name = 'ends') execute function quote()""");
            queues.queue("claims").push(job("a"));
            queues.queue("ends").push(job("b"));
            queues.queue("claims").subscribe(job -> {});
            queues.queue("ends").subscribe(job -> {
                job.setResult(MARK.getBytes());
                handled.release();
            });
            assertThat(handled.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertSaid("queue claims");
            assertSaid("queue ends");
        }
        assertNothingShown();
    }

    /** Waits for a warning that the failure has come to. */
    private void assertSaid(String text) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int look = 0; look < PATIENCE_SECONDS * 50; look++) {
            if (heard.texts().stream().anyMatch(each -> each.contains(text) && each.contains("failed"))) {
                return;
            }
            never.await(20, TimeUnit.MILLISECONDS);
        }
        throw new AssertionError("nothing was said of " + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng", "vertx"})
    @DisplayName("when handlers fail, connections break and jobs are looked at")
    void working(String backend) throws Exception {
        Semaphore handled = new Semaphore(0);
        PgQueuesConfig config =
                config(backend).observer(event -> heard.add(event.toString())).build();
        try (PgQueues queues = PgQueues.create(config)) {
            queues.bootstrap();
            PgQueue mail = queues.queue("mail");
            SubscribeOptions options = SubscribeOptions.parallel(2)
                    .withRetryPolicy(RetryPolicy.fixed(Duration.ofMillis(1), 3))
                    .withTimeLimit(Duration.ofSeconds(20));
            heard.add(options.toString());
            shows(() -> mail.subscribe(options, job -> {
                shows(job::toString);
                handled.release();
                throw new IllegalStateException(MARK, new SQLException(MARK));
            }));
            JobHandle handle = mail.submit(job("c"));
            shows(() -> handle);
            fails(() -> queues.queue("none").await(handle.id()).get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            assertThat(handled.tryAcquire(1, PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            database.terminateAll();
            assertThat(handled.tryAcquire(2, PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            shows(() -> handle.outcome().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            shows(() -> mail.find(handle.id()).orElseThrow());
            shows(() -> mail.find(handle.id()).orElseThrow().errors());
            shows(() -> mail.jobs(JobFilter.in(JobState.ERROR), 10, Optional.empty()));
            shows(() -> job("d").withTimeLimit(Duration.ofSeconds(1)));
            shows(() -> UniqueKey.of(MARK));
        }
        assertNothingShown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    @DisplayName("when a handler in a transaction fails, or its commit is refused")
    void transactions(String backend) throws Exception {
        Semaphore handled = new Semaphore(0);
        try (PgQueues queues = PgQueues.create(config(backend).build())) {
            queues.bootstrap();
            database.execute("create table effects (text text, check (text <> '" + MARK + "'))");
            PgQueue mail = queues.queue("mail");
            mail.subscribe(SubscribeOptions.parallel(1).withRetryPolicy(RetryPolicy.none()), (job, connection) -> {
                handled.release();
                try (var statement = connection.prepareStatement("insert into effects (text) values (?)")) {
                    statement.setString(1, job.text());
                    statement.executeUpdate();
                }
            });
            JobHandle handle = mail.submit(job("e"));
            shows(() -> handle.outcome().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            assertThat(mail.find(handle.id()).orElseThrow().state()).isEqualTo(JobState.ERROR);
        }
        assertNothingShown();
    }

    /** Odd rows are read in the same statements as good ones. */
    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    @DisplayName("when what is read has not the form that it should have")
    void oddRows(String backend) throws Exception {
        Semaphore handled = new Semaphore(0);
        try (PgQueues queues = PgQueues.create(config(backend).build())) {
            queues.bootstrap();
            database.execute("""
                    insert into jobs (queue_name, payload, headers, errors, retry_policy, unique_key) values
                        ('mail', '%1$s', '{"token": {"a": "%1$s"}}', '["%1$s"]', '%1$s', '%1$s'),
                        ('mail', '%1$s', cast(repeat('{"%1$s":', 3000) || '1' || repeat('}', 3000) as jsonb),
                            cast(repeat('["%1$s",', 3000) || '1' || repeat(']', 3000) as jsonb), 'fixed %1$s 1', null)""".formatted(MARK));
            PgQueue mail = queues.queue("mail");
            mail.subscribe(job -> {
                shows(job::toString);
                handled.release();
            });
            assertThat(handled.tryAcquire(2, PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            shows(() -> mail.jobs(JobFilter.in(JobState.SUCCESS), 10, Optional.empty()));
        }
        assertNothingShown();
    }
}
