package io.github.pgqueue.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.TransactionalHandler;
import io.github.pgqueue.spi.ListenerProvider;
import io.github.pgqueue.spi.QueueStoreProvider;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What users of the in-memory backend see; that it keeps the rules is the contract's business. */
@Timeout(60)
class MemoryBackendTest {

    private final MemoryBackend memory = new MemoryBackend();

    @Test
    void worksAsItsDocumentationShows() throws InterruptedException {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (PgQueues queues = open(memory)) {
            queues.bootstrap();
            queues.queue("mail").subscribe(job -> received.add(String.valueOf(job.text())));
            queues.queue("mail").push("hello");
            assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("hello");
        }
    }

    @Test
    void allThatIsOpenedFromOneObjectSharesItsJobs() {
        try (PgQueues one = open(memory);
                PgQueues two = open(memory);
                PgQueues other = open(new MemoryBackend())) {
            one.bootstrap();
            other.bootstrap();
            long id = one.queue("mail").push("x");
            assertThat(two.queue("mail").find(id)).map(JobInfo::id).contains(id);
            assertThat(other.stats()).isEmpty();
        }
    }

    @Test
    void tablesAreApart() {
        try (PgQueues jobs = open(memory);
                PgQueues others = PgQueues.create(config(memory).table("others").build())) {
            jobs.bootstrap();
            others.bootstrap();
            jobs.queue("mail").push("x");
            assertThat(others.stats()).isEmpty();
        }
    }

    @Test
    void aMissingBootstrapIsToldAsADatabaseWould() {
        try (PgQueues queues = open(memory)) {
            assertThatThrownBy(() -> queues.queue("mail").push("x"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("bootstrap()");
        }
    }

    @Test
    void jobsOutlastAStop() throws InterruptedException {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (PgQueues queues = open(memory)) {
            queues.bootstrap();
            queues.queue("mail").push("before");
            memory.stop();
            assertThatThrownBy(() -> queues.queue("mail").push("x")).isInstanceOf(StoreException.class);
            queues.queue("mail").subscribe(job -> received.add(String.valueOf(job.text())));
            memory.start();
            assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("before");
        }
    }

    @Test
    void whatNeedsSqlIsRefused() {
        try (PgQueues queues = open(memory)) {
            queues.bootstrap();
            TransactionalHandler handler =
                    (job, connection) -> connection.createStatement().close();
            assertThatThrownBy(() -> queues.queue("mail").subscribe(SubscribeOptions.parallel(1), handler))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void itIsNotFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(QueueStoreProvider.class)).isEmpty();
        assertThat(ServiceLoader.load(ListenerProvider.class)).isEmpty();
    }

    private static PgQueues open(MemoryBackend memory) {
        return PgQueues.create(config(memory).build());
    }

    private static PgQueuesConfig.Builder config(MemoryBackend memory) {
        return PgQueuesConfig.builder(memory).listener(memory).closeTimeout(Duration.ofSeconds(5));
    }
}
