package io.github.pgqueue.checks.pooler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.CancelResult;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobOutcome;
import io.github.pgqueue.JobState;
import io.github.pgqueue.ListenerState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.QueueEvent;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.TransactionalHandler;
import io.github.pgqueue.checks.tools.Patience;
import io.github.pgqueue.checks.tools.Warnings;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Behind pgbouncer in transaction mode")
@Timeout(120)
class TransactionPoolingTest extends PoolerTest {

    /** Short, and yet long enough for a beat on a machine that is busy. */
    private static final Duration PROOF = Duration.ofSeconds(1);

    TransactionPoolingTest() {
        super(Pooler.Mode.TRANSACTION);
    }

    /** With as many clients as there are connections to the server, so that they meet each other's. */
    @Test
    @DisplayName("all works by polling, with prepareThreshold=0; the node finds it out and says so once")
    void polls() throws Exception {
        AtomicInteger suspicions = new AtomicInteger();
        try (Warnings warnings = new Warnings();
                PgQueues pusher = PgQueues.create(
                        through("pgjdbc", UNPREPARED).proofInterval(PROOF).build());
                PgQueues worker = PgQueues.create(through("pgjdbc", UNPREPARED)
                        .proofInterval(PROOF)
                        .lease(LEASE)
                        .observer(event -> {
                            if (event instanceof QueueEvent.ListenerChanged change
                                    && change.state() == ListenerState.SUSPECT) {
                                suspicions.incrementAndGet();
                            }
                        })
                        .build())) {
            pusher.bootstrap();
            long outliving = outlivesItsLease(pusher, worker);
            bothDoTheirJobs(pusher, worker);
            inCallersTransaction(pusher, worker);
            isCancelled(pusher, worker);
            isAwaited(pusher, worker);
            isDoneOnce(pusher, outliving);

            Patience.await("the third try to listen", () -> suspicions.get() >= 3);
            Patience.await(
                    "it is found out",
                    () -> worker.health()
                            .lastProblem()
                            .filter(problem -> problem.contains("hears nothing"))
                            .isPresent());
            assertThat(worker.health().lastProblem().orElseThrow())
                    .contains("pooler in transaction mode")
                    .contains("listenUrl");
            assertThat(warnings.texts("hears nothing"))
                    .as("one for each of the two nodes")
                    .hasSize(2);
        }
    }

    private void bothDoTheirJobs(PgQueues pusher, PgQueues worker) throws Exception {
        database.execute("create table effects (job bigint primary key)");
        int jobs = 60;
        Set<Long> plain = ConcurrentHashMap.newKeySet();
        worker.queue("plain").subscribe(SubscribeOptions.parallel(4), job -> {
            if (job.attempt() == 1 && job.text().equals("7")) {
                throw new IllegalStateException("the first time");
            }
            plain.add(job.id());
        });
        worker.queue("booked").subscribe(SubscribeOptions.parallel(3), (TransactionalHandler) (job, connection) -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("insert into effects values (" + job.id() + ")");
            }
        });
        List<Long> pushed = new ArrayList<>();
        List<Long> booked = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            pushed.add(pusher.queue("plain").push(Integer.toString(i)));
            booked.add(pusher.queue("booked").push(Integer.toString(i)));
        }
        pushed.addAll(pusher.queue("plain").pushAll(List.of(NewJob.of("a"), NewJob.of("b"))));
        pushed.add(pusher.queue("plain").push(NewJob.of("later").withDelay(Duration.ofMillis(300))));
        Patience.await("all are handled", () -> plain.containsAll(pushed));
        for (long id : booked) {
            Patience.await("it is done", () -> state(pusher.queue("booked"), id) == JobState.SUCCESS);
        }
        assertThat(count("select count(*) from effects")).isEqualTo(jobs);
    }

    private void inCallersTransaction(PgQueues pusher, PgQueues worker) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        worker.queue("mine").subscribe(job -> done.countDown());
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            long undone = pusher.queue("mine").push(connection, NewJob.of("never"));
            connection.rollback();
            pusher.queue("mine").push(connection, NewJob.of("there"));
            connection.commit();

            assertThat(done.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(pusher.queue("mine").find(undone)).isEmpty();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(pooler.url() + UNPREPARED, database.user(), database.password());
    }

    private static void isCancelled(PgQueues pusher, PgQueues worker) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        worker.queue("endless").subscribe(job -> {
            begun.countDown();
            new CountDownLatch(1).await();
        });
        PgQueue endless = pusher.queue("endless");
        long id = endless.push("x");
        assertThat(begun.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(endless.cancel(id)).isEqualTo(CancelResult.REQUESTED);
        Patience.await("it is cancelled", () -> state(endless, id) == JobState.CANCELLED);
    }

    private static void isAwaited(PgQueues pusher, PgQueues worker) throws Exception {
        worker.queue("sums").subscribe(job -> job.setResult(job.payload()));
        JobOutcome outcome =
                pusher.queue("sums").submit(NewJob.of("42")).outcome().get(Patience.SECONDS, TimeUnit.SECONDS);
        assertThat(outcome.state()).isEqualTo(JobState.SUCCESS);
        assertThat(outcome.result()).isEqualTo("42".getBytes(StandardCharsets.UTF_8));
    }

    private static long outlivesItsLease(PgQueues pusher, PgQueues worker) {
        worker.queue("long").subscribe(job -> TimeUnit.MILLISECONDS.sleep(2 * LEASE.toMillis()));
        return pusher.queue("long").push("x");
    }

    /** Without beats somebody would have started it once more. */
    private static void isDoneOnce(PgQueues pusher, long id) throws Exception {
        Patience.await("it is done", () -> state(pusher.queue("long"), id) == JobState.SUCCESS);
        assertThat(pusher.queue("long").find(id).map(JobInfo::attempt)).contains(1);
    }

    @Test
    @DisplayName("a listenUrl past it brings push back")
    void listensPastIt() throws Exception {
        try (PgQueues pusher = PgQueues.create(through("pgjdbc", UNPREPARED).build());
                PgQueues worker = PgQueues.create(through("pgjdbc", UNPREPARED)
                        .listenUrl(database.url())
                        .pollInterval(NEVER)
                        .backstopInterval(NEVER)
                        .build())) {
            isRung(pusher, worker);
        }
    }

    /** Whatever it is that goes wrong, of what a connection to the server knows and another does not. */
    @Test
    @DisplayName("who forgets prepareThreshold=0 is told")
    void prepares() throws Exception {
        List<StoreException> failures = new CopyOnWriteArrayList<>();
        try (PgQueues direct = PgQueues.create(past("pgjdbc").build())) {
            direct.bootstrap();
        }
        // A node of its own for each: those of one would share connections.
        List<Thread> pushers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                try (PgQueues queues = PgQueues.create(through("pgjdbc", "").build())) {
                    pushUntilRefused(queues.queue("mail"), failures);
                }
            });
            thread.start();
            pushers.add(thread);
        }
        for (Thread each : pushers) {
            each.join();
        }
        assertThat(failures).anyMatch(TransactionPoolingTest::isTold);
    }

    private static boolean isTold(StoreException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("pooler in transaction mode") && message.contains("prepareThreshold=0");
    }

    private static void pushUntilRefused(PgQueue queue, List<StoreException> failures) {
        for (int i = 0; i < 1000 && failures.stream().noneMatch(TransactionPoolingTest::isTold); i++) {
            try {
                queue.push("x");
            } catch (StoreException refused) {
                failures.add(refused);
            }
        }
    }

    @Test
    @DisplayName(
            "pgjdbc-ng is refused in bounded time, by a message that says what to do, and its listener goes on trying")
    void pgjdbcNg() throws Exception {
        try (Warnings warnings = new Warnings();
                PgQueues direct = PgQueues.create(past("pgjdbc").build());
                PgQueues queues = PgQueues.create(through("pgjdbc-ng", "")
                        .connectTimeout(Duration.ofSeconds(2))
                        .build())) {
            direct.bootstrap();
            queues.queue("mail").subscribe(job -> {});
            assertThatThrownBy(() -> pushSome(queues.queue("mail")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("pooler in transaction mode")
                    .hasMessageContaining("only backend pgjdbc works");
            Patience.await(
                    "the listener is refused",
                    () -> queues.health().lastProblem().isPresent());

            assertThat(queues.health().lastProblem().orElseThrow()).contains("pooler in transaction mode");
            assertThat(warnings.texts("is lost or cannot be made")).hasSizeLessThanOrEqualTo(1);
            assertThat(warnings.texts("the listening connection")).isNotEmpty();
        }
    }

    /** The first may come through. */
    private static void pushSome(PgQueue queue) {
        for (int i = 0; i < 20; i++) {
            queue.push("x");
        }
    }
}
