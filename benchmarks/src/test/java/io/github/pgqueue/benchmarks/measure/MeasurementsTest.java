package io.github.pgqueue.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.benchmarks.contender.Arena;
import io.github.pgqueue.benchmarks.contender.Contender;
import io.github.pgqueue.benchmarks.contender.Entrant;
import io.github.pgqueue.benchmarks.contender.Handler;
import io.github.pgqueue.benchmarks.contender.Pgqueue;
import io.github.pgqueue.benchmarks.contender.RawSql;
import io.github.pgqueue.benchmarks.contender.Workers;
import io.github.pgqueue.benchmarks.crowd.Crowd;
import io.github.pgqueue.benchmarks.result.Sample;
import io.github.pgqueue.benchmarks.server.Server;
import io.github.pgqueue.benchmarks.shared.Logs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All kinds of measurements, for moments only; and what they say of those that lose jobs. */
@Timeout(60)
class MeasurementsTest {

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final WarmUp FEW = new WarmUp(10, Duration.ofMillis(20));
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Contender PGQUEUE = Pgqueue.byPgjdbc();

    private static Server server;

    @BeforeAll
    static void open() {
        Logs.quiet();
        server = Server.open(Map.of());
    }

    @AfterAll
    static void close() {
        server.close();
    }

    static List<Named<Measurement>> all() {
        return List.of(
                Named.of("push", new PushRate(PGQUEUE, 2, FEW, SHORT)),
                Named.of("push all", new PushAllRate(PGQUEUE, 2, 10, FEW, SHORT)),
                Named.of("drain", new DrainRate(PGQUEUE, 50, 2, FEW, Duration.ofMillis(1), LIMIT)),
                Named.of("mixed", new MixedRate(PGQUEUE, 2, 2, FEW, SHORT.multipliedBy(5))),
                Named.of("latency here", new OpenLoop(PGQUEUE, Place.SAME_PROCESS, 200, 5, SHORT)),
                Named.of("latency elsewhere", new OpenLoop(PGQUEUE, Place.OTHER_PROCESS, 200, 5, SHORT)),
                Named.of(
                        "snapshot",
                        new SnapshotRate(
                                RawSql.inserts(), 2, Duration.ofMillis(1), true, FEW, SHORT, SHORT.dividedBy(2))),
                Named.of("due", new DueJobs(PGQUEUE, 20, 2, SHORT, FEW)),
                Named.of("queues", new ManyQueues(3, 5, FEW)),
                Named.of("transaction", new TransactionRate(TransactionRate.Way.PUSH, FEW, SHORT)),
                Named.of("notify", new TransactionRate(TransactionRate.Way.BARE_INSERT_AND_NOTIFY, FEW, SHORT)),
                Named.of("alone", new CrowdRate(Crowd.NONE, 0, 10, FEW)),
                Named.of("crowd", new CrowdRate(Crowd.FINISHED, 10, 10, FEW)),
                Named.of("backlog", new CrowdRate(Crowd.WAITING, 500, 10, FEW)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void findsAFigure(Measurement measurement) throws Exception {
        try (measurement) {
            measurement.prepare(Server.url());
            for (int round = 1; round <= 2; round++) {
                Sample sample = measurement.measure(Server.url());
                assertThat(sample.value()).isPositive().isFinite();
                assertThat(sample.beside().values())
                        .allSatisfy(beside -> assertThat(beside).isNotNegative().isFinite());
            }
        }
    }

    @Test
    void whatIsDoneIsCountedWhileNoPushIsUnderWay() throws Exception {
        AtomicLong begun = new AtomicLong();
        try (Pushers pushers = Pushers.start(4, () -> {
            begun.incrementAndGet();
            LockSupport.parkNanos(100_000);
        })) {
            for (int look = 0; look < 20; look++) {
                pushers.warmUp(new WarmUp((int) pushers.calls() + 4, Duration.ZERO));
                assertThat(pushers.whileQuiet(() -> begun.get() - pushers.calls()))
                        .as("calls that have begun and are not counted")
                        .isZero();
            }
        }
    }

    @Test
    void tellsWhatAJobHasCost() throws Exception {
        Sample inserts = new PushRate(RawSql.inserts(), 1, new WarmUp(500, Duration.ZERO), SHORT).measure(Server.url());
        assertThat(inserts.beside().get("commits/job")).isBetween(1.0, 1.5);
        assertThat(inserts.beside().get("dead tuples/job")).isZero();
        assertThat(inserts.beside().get("WAL bytes/job")).isGreaterThan(100);

        Sample drained = new DrainRate(RawSql.inserts(), 200, 1, FEW, Duration.ZERO, LIMIT).measure(Server.url());
        assertThat(drained.beside().get("dead tuples/job"))
                .as("an UPDATE and a DELETE")
                .isEqualTo(2);
    }

    @Test
    void pushesThatAreNotThereAreNoFigure() {
        assertThatThrownBy(() -> new PushRate(new Broken(false), 1, FEW, SHORT).measure(Server.url()))
                .hasMessageMatching("\\d+ jobs were pushed, and 0 are there");
    }

    @Test
    void jobsThatWereHandledAndStayAreNotDone() {
        assertThatThrownBy(
                        () -> new DrainRate(new Broken(true), 10, 1, new WarmUp(0, Duration.ZERO), Duration.ZERO, SHORT)
                                .measure(Server.url()))
                .hasMessageStartingWith("no job was done within ");
    }

    /** Keeps nothing, or everything for ever. */
    private record Broken(boolean keeps) implements Contender {

        @Override
        public String name() {
            return "broken";
        }

        @Override
        public String version() {
            return "";
        }

        @Override
        public String settings() {
            return "";
        }

        @Override
        public void bootstrap(Arena arena) {}

        @Override
        public Entrant open(Arena arena) {
            AtomicLong kept = new AtomicLong();
            return new Entrant() {
                @Override
                public void push(byte[] payload) {
                    kept.addAndGet(keeps ? 1 : 0);
                }

                @Override
                public Workers work(int workers, Handler handler) throws Exception {
                    for (long job = 0; job < kept.get(); job++) {
                        handler.handle(new byte[0]);
                    }
                    return () -> {};
                }

                @Override
                public long unfinished() {
                    return kept.get();
                }

                @Override
                public void close() {}
            };
        }
    }
}
