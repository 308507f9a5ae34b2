package io.github.pgqueue.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.benchmarks.contender.Pgqueue;
import io.github.pgqueue.benchmarks.contender.RawSql;
import io.github.pgqueue.benchmarks.server.Server;
import io.github.pgqueue.benchmarks.shared.Logs;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody is measured before enough was done, for long enough. */
@Timeout(60)
class WarmUpTest {

    private static final Duration LONG = Duration.ofMillis(300);

    @Test
    void takesBothItsJobsAndItsTime() {
        WarmUp warmUp = new WarmUp(100, Duration.ofSeconds(2));
        assertThat(warmUp.isEnough(1_000_000, 1.9)).isFalse();
        assertThat(warmUp.isEnough(99, 10)).isFalse();
        assertThat(warmUp.isEnough(100, 2)).isTrue();
        assertThat(warmUp.isEnough(0, WarmUp.GIVE_UP.toSeconds())).isTrue();
        assertThat(warmUp).hasToString("100 jobs and 2.0 s to warm up");
    }

    @Test
    void pushersGoOnForItsTimeThoughTheyMadeItsJobs() throws Exception {
        try (Pushers pushers = Pushers.start(2, () -> Thread.onSpinWait())) {
            long start = System.nanoTime();
            pushers.warmUp(new WarmUp(1, LONG));
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(LONG.toNanos());
            assertThat(pushers.calls()).isPositive();
        }
    }

    @Test
    void pushersGoOnUntilJobsAreDone() throws Exception {
        AtomicLong done = new AtomicLong();
        try (Pushers pushers = Pushers.start(1, () -> done.addAndGet(2))) {
            pushers.warmUp(new WarmUp(100_000, Duration.ZERO), done::get);
            assertThat(done.get()).isGreaterThanOrEqualTo(100_000);
        }
    }

    @Test
    void workersDoBacklogsForItsTimeAndLeaveNothing() throws Exception {
        Logs.quiet();
        try (Server server = Server.open(Map.of());
                Stage stage = Stage.open(Pgqueue.byPgjdbc(), Server.url(), 14)) {
            assertThat(server).isNotNull();
            LongAdder handled = new LongAdder();
            long start = System.nanoTime();
            long done = new Drain(stage, 2, payload -> handled.increment()).warmUp(new WarmUp(20, LONG));
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(LONG.toNanos());
            assertThat(handled.sum()).isEqualTo(done).isGreaterThanOrEqualTo(20);
            assertThat(stage.entrant().unfinished()).isZero();
        }
    }

    @Test
    void backlogsCanBeFilledAgainAndAgainOnFewConnections() throws Exception {
        try (Server server = Server.open(Map.of());
                Stage stage = Stage.open(RawSql.inserts(), Server.url(), 10)) {
            assertThat(server).isNotNull();
            for (int fill = 0; fill < 5; fill++) {
                stage.fill(16_000);
            }
            stage.requireRows(80_000);
        }
    }
}
