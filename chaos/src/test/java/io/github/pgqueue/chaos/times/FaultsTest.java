package io.github.pgqueue.chaos.times;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.chaos.fault.FaultCase;
import io.github.pgqueue.chaos.fault.MuteWires;
import io.github.pgqueue.chaos.fault.Route;
import io.github.pgqueue.chaos.fault.Scene;
import io.github.pgqueue.testkit.database.Certificate;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault, with both backends; with shorter times than an application would choose. */
@DisplayName("A node")
class FaultsTest {

    private static final List<String> BACKENDS = List.of("pgjdbc", "pgjdbc-ng");

    private static final Duration PROOF = Duration.ofSeconds(1);

    /** One and a half of it, as rule D14.2 says. */
    private static final Duration NOTICED = Duration.ofMillis(1500);

    /** It beats every second; without, it would know within four and a sixth that its lease is not sure. */
    private static final Duration LEASE = Duration.ofSeconds(5);

    private static final Duration LENGTH = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** What was sent in vain is given up, a connect that was begun during the fault too, and then comes a pause. */
    private static final Duration BACK = Duration.ofSeconds(2).plus(CONNECT).plusSeconds(5);

    /** For a machine that is busy. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    /** For what the node sends of itself there is a limit in any case. */
    private static final String NO_LIMIT = "beat in flight";

    private static Timing timing(FaultCase fault) {
        return new Timing(
                LENGTH,
                Duration.ofSeconds(60),
                settings -> settings.proofInterval(PROOF)
                        .lease(LEASE)
                        .pollInterval(POLL)
                        .connectTimeout(CONNECT)
                        .closeTimeout(Duration.ofSeconds(1)),
                fault.name().contains(NO_LIMIT) ? "socketTimeout=60" : "socketTimeout=2");
    }

    /** What a node's health says of some. */
    private static final Map<String, String> WORDS = Map.of(
            "queue of notifications full",
            "too many notifications in the NOTIFY queue (SQLState 54000); some session listens and stays in a transaction",
            "connection limit",
            "The server has no connection left",
            "refused by pg_hba.conf",
            "The role may not log in there");

    @TempDir
    private static Path folder;

    private static TestDatabases server;
    private static ListenerLog log;

    @BeforeAll
    static void start() {
        server = TestDatabases.start();
        server.settings()
                .orElseGet(() -> Assumptions.abort("this server is not ours to change"))
                .offerTls(Certificate.make("SHA256withRSA", folder));
        log = new ListenerLog();
        // Else all would load their classes and connect for the first time at once, and some would not come to it.
        BACKENDS.forEach(FaultsTest::warmUp);
    }

    private static void warmUp(String backend) {
        try (Scene scene =
                new Scene(server, new MuteWires(), backend, new Scene.Way(Route.STRAIGHT, "sslmode=require"))) {
            scene.bootstrap();
        }
    }

    @AfterAll
    static void end() {
        server.close();
        if (log != null) {
            log.close();
        }
    }

    static Stream<Arguments> faults() {
        return FaultCase.all().stream()
                .flatMap(fault -> BACKENDS.stream().map(backend -> Arguments.of(fault, backend)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("faults")
    @DisplayName("notices in time, runs jobs again and is rung again")
    @Execution(ExecutionMode.CONCURRENT)
    @Timeout(value = 200, unit = TimeUnit.SECONDS)
    void comesThrough(FaultCase fault, String backend) throws Exception {
        Assumptions.assumeTrue(
                server.majorVersion() >= fault.needs().leastServer(),
                "needs PostgreSQL " + fault.needs().leastServer());
        Times times = run(new Trial(fault, backend, new MuteWires(), timing(fault)));
        assertThat(times.noticed()).as("noticed, %s", times).isLessThan(NOTICED.plus(SLACK));
        assertThat(times.proven()).as("proven, %s", times).isLessThan(BACK.plus(SLACK));
        if (fault.reach() == FaultCase.Reach.RINGS) {
            assertThat(times.nextJob())
                    .as("next job, %s", times)
                    .isLessThan(NOTICED.plus(POLL).plus(SLACK));
            assertThat(times.leaseKept()).as("lease kept, %s", times).isTrue();
        } else {
            assertThat(times.nextJob())
                    .as("next job, %s", times)
                    .isLessThan(times.lasted().plus(BACK).plus(SLACK));
        }
        assertThat(times.problem()).contains("(" + backend + ")").contains(WORDS.getOrDefault(fault.name(), ""));
        if (WORDS.containsKey(fault.name())) {
            assertThat(log.count("(" + backend + ")", WORDS.get(fault.name())))
                    .as("how often the log says what is wrong")
                    .isEqualTo(1);
        }
    }

    private static Times run(Trial trial) throws Exception {
        Duration phase = PROOF.dividedBy(2);
        if (!trial.fault().needs().ownServer()) {
            return trial.run(server, phase);
        }
        try (TestDatabases own = TestDatabases.start()) {
            return trial.run(own, phase);
        }
    }
}
