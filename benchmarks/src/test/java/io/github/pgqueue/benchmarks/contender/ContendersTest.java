package io.github.pgqueue.benchmarks.contender;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.benchmarks.server.Server;
import io.github.pgqueue.benchmarks.shared.Logs;
import io.github.pgqueue.benchmarks.shared.Waiting;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each contender keeps jobs, hands them out as they were, and ends them. */
@Timeout(60)
class ContendersTest {

    private static final byte[] PAYLOAD = "gr\u00fc\u00dfe".getBytes(UTF_8);

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

    static List<Named<Contender>> all() {
        return Contenders.all().stream()
                .map(contender -> Named.of(contender.name(), contender))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void keepsJobsAndEndsThem(Contender contender) throws Exception {
        try (Arena arena = Arena.open(Server.url(), 14)) {
            contender.bootstrap(arena);
            try (Entrant entrant = contender.open(arena)) {
                entrant.push(PAYLOAD);
                entrant.pushAll(PAYLOAD, 20);
                assertThat(entrant.unfinished()).isEqualTo(21);

                LongAdder handled = new LongAdder();
                Workers workers = entrant.work(2, payload -> {
                    assertThat(payload).isEqualTo(PAYLOAD);
                    handled.increment();
                });
                try (workers) {
                    entrant.push(PAYLOAD);
                    Waiting.until("all are done", () -> entrant.unfinished() == 0);
                }
                assertThat(handled.sum()).isEqualTo(22);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void saysWhatItIs(Contender contender) {
        assertThat(Contenders.named(contender.name())).isEqualTo(contender);
        assertThat(contender.version()).doesNotContain("$");
        assertThat(contender.settings()).isNotBlank();
    }

    @Test
    void refusesAnUnknownName() {
        assertThatThrownBy(() -> Contenders.named("nobody")).hasMessage("no contender has the name: nobody");
    }
}
