package io.github.pgqueue.benchmarks.pickup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.benchmarks.result.Sample;
import io.github.pgqueue.benchmarks.server.Server;
import io.github.pgqueue.benchmarks.shared.Logs;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The floors, for moments only. */
@Timeout(60)
class PickupTimeTest {

    private static Server server;

    @BeforeAll
    static void open() {
        Logs.quiet();
        server = Server.open();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void aPlaceThatIsKeptServesSeveralAndIsClosedOnce() throws Exception {
        KeptPlace floor = new KeptPlaces(20, Duration.ofMillis(1)).keep(PickupPlace::floor);
        try (PickupTime push = new PickupTime(floor, Rung.AFTER_COMMIT, 5, Duration.ofMillis(1));
                PickupTime sql = new PickupTime(floor, Rung.WITH_COMMIT, 5, Duration.ofMillis(1))) {
            assertThatThrownBy(() -> push.measure(Server.url())).hasMessage("the place is not open");
            push.prepare(Server.url());
            sql.prepare(Server.url());
            Sample sample = push.measure(Server.url());
            assertThat(sample.value()).isPositive();
            assertThat(sample.beside()).containsKeys("p95 ms", PickupTime.P99, "bare wire p50 ms");
            assertThat(sample.beside().get(PickupTime.FROM_CALL)).isGreaterThan(sample.value());
            assertThat(sql.measure(Server.url()).value()).isPositive();
        }
    }

    @Test
    void theFloorClaimsInPgqueuesTableToo() throws Exception {
        KeptPlace floor = new KeptPlaces(20, Duration.ofMillis(1)).keep(PickupPlace::floorWithClaim);
        try (PickupTime push = new PickupTime(floor, Rung.AFTER_COMMIT, 5, Duration.ofMillis(1));
                PickupTime sql = new PickupTime(floor, Rung.WITH_COMMIT, 5, Duration.ofMillis(1))) {
            push.prepare(Server.url());
            Sample sample = push.measure(Server.url());
            assertThat(sample.value()).isPositive();
            assertThat(sample.beside()).containsKeys(PickupTime.P99, "bare wire p50 ms");
            assertThat(sql.measure(Server.url()).value()).isPositive();
        }
    }
}
