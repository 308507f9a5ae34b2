package io.github.pgqueue.pgjdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.Job;
import io.github.pgqueue.ListenerState;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.QueueEvent;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@DisplayName("A job whose pusher died before it could tell others")
class LostRingTest {

    private static final Duration BACKSTOP = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockingQueue<Job> handled = new LinkedBlockingQueue<>();
    private final CountDownLatch isListening = new CountDownLatch(1);

    @Test
    @DisplayName("is found by who listens, within the backstop interval")
    void isFound() throws Exception {
        try (TestDatabase database = TestDatabases.shared().newDatabase();
                PgQueues listening = PgQueues.create(config(database))) {
            listening.bootstrap();
            listening.queue("mail").subscribe(handled::add);
            assertThat(isListening.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();

            assertThat(pushAndDie(database)).isEqualTo(DyingPusher.STATUS);
            long begun = System.nanoTime();

            Job job = handled.poll(BACKSTOP.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
            assertThat(job).isNotNull();
            assertThat(job.text()).isEqualTo("left alone");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BACKSTOP.plusSeconds(1));
        }
    }

    private PgQueuesConfig config(TestDatabase database) {
        return PgQueuesConfig.builder(database.url())
                .credentials(database.user(), database.password())
                .store(new PgjdbcStoreProvider())
                .listener(new PgjdbcListenerProvider())
                .pollInterval(Duration.ofHours(12))
                .backstopInterval(BACKSTOP)
                .observer(this::notice)
                .build();
    }

    private void notice(QueueEvent event) {
        if (event instanceof QueueEvent.ListenerChanged changed && changed.state() == ListenerState.LISTENING) {
            isListening.countDown();
        }
    }

    private static int pushAndDie(TestDatabase database) throws IOException, InterruptedException {
        Process pusher = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DyingPusher.class.getName(),
                        database.url(),
                        database.user(),
                        database.password()))
                .inheritIO()
                .start();
        try {
            assertThat(pusher.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return pusher.exitValue();
        } finally {
            pusher.destroyForcibly();
        }
    }
}
