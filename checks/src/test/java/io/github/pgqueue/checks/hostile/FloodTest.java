package io.github.pgqueue.checks.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of notifications a second that others send on the table's channel. */
@DisplayName("Jobs are done soon, and nothing piles up, while the channel is flooded with")
@Timeout(120)
class FloodTest {

    private static final Duration TIME = Duration.ofSeconds(2);
    private static final int FEWEST_A_SECOND = 1_000;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final long MOST_MEMORY = 100_000_000;
    private static final int MOST_LOGGED = 5;

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    @DisplayName("what is no ring, as long as can be")
    void garbage(String backend) throws Exception {
        survives(backend, "lpad(i::text, 7999, 'x')", "md5(i::text)", "repeat(',', i % 8000)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    @DisplayName("rings of all kinds that are not true")
    void lies(String backend) throws Exception {
        survives(
                backend,
                "i || ',,hostile'",
                "',,hostile'",
                "'t' || i || ',,hostile'",
                "'c' || i || ',,hostile'",
                "'d' || i || ',,hostile'",
                "'p' || i || ',,hostile'",
                "',,' || repeat('q', 7900) || i");
    }

    private static void survives(String backend, String... texts) throws Exception {
        Counter logged = new Counter();
        Logger logger = Logger.getLogger("io.github.pgqueue");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (HostileTable table = new HostileTable(backend)) {
            table.awaitListening();
            table.doAGoodJobOfAnother();
            long memory = usedMemory();
            logger.addHandler(logged);
            AtomicBoolean over = new AtomicBoolean();
            long start = System.nanoTime();
            List<Future<Long>> floods = List.of(
                    threads.submit(() -> flood(table, over, texts)), threads.submit(() -> flood(table, over, texts)));
            int jobs = 0;
            Duration longest = Duration.ZERO;
            while (System.nanoTime() - start < TIME.toNanos() || jobs == 0) {
                long before = System.nanoTime();
                table.doAGoodJobOfAnother();
                jobs++;
                Duration took = Duration.ofNanos(System.nanoTime() - before);
                longest = took.compareTo(longest) > 0 ? took : longest;
            }
            over.set(true);
            long sent = floods.get(0).get() + floods.get(1).get();
            double seconds = (System.nanoTime() - start) / 1e9;
            table.doAGoodJobOfAnother();
            assertThat(sent / seconds).as("notifications a second").isGreaterThan(FEWEST_A_SECOND);
            assertThat(longest).as("the longest of %d jobs", jobs).isLessThan(LONGEST_WAIT);
            assertThat(logged.count.get()).as("warnings").isLessThanOrEqualTo(MOST_LOGGED);
            assertThat(usedMemory() - memory).as("memory kept").isLessThan(MOST_MEMORY);
        } finally {
            logger.removeHandler(logged);
            threads.shutdownNow();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Tells how many were sent. */
    private static long flood(HostileTable table, AtomicBoolean over, String... texts) {
        long sent = 0;
        while (!over.get()) {
            for (String text : texts) {
                // Equal ones would be merged.
                table.run("select count(pg_notify('jobs_channel', " + text + ")) from generate_series(" + sent + ", "
                        + (sent + 499) + ") i");
                sent += 500;
            }
        }
        return sent;
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Of what is told to those who look after it. */
    private static final class Counter extends Handler {
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public void publish(LogRecord entry) {
            count.incrementAndGet();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
