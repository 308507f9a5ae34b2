package io.github.pgqueue.testkit.contract.listener;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.contract.topic.NeedsServerAlone;
import io.github.pgqueue.testkit.database.ServerControl;
import io.github.pgqueue.testkit.internal.fixture.Eventually;
import io.github.pgqueue.testkit.internal.fixture.Heard;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/** Rules L1: beginning to listen. */
@NeedsServerAlone
public abstract class ConnectContract extends ListenerContract {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration A_FEW_SECONDS = Duration.ofSeconds(5);

    /** For subclasses. */
    protected ConnectContract() {}

    @Checks("L1.1")
    void whatIsSentFromNowOnIsHeard() throws Exception {
        for (int i = 0; i < 10; i++) {
            Heard heard = listen("channel_" + i);
            backend().send("channel_" + i, List.of("first"));
            Assertions.assertEquals("first", heard.next(), "the first notification after connect");
        }
    }

    @Checks("L1.1")
    void severalListenersHearTheSame() throws Exception {
        Heard one = listen();
        Heard two = listen();
        send("x");
        Assertions.assertEquals("x", one.next(), "the first listener");
        Assertions.assertEquals("x", two.next(), "the second listener");
    }

    @Checks("L1.2")
    void withTheServerDown() {
        ServerControl server = backend().server();
        closing(server::start);
        server.stop();
        assertFails("connecting with the server down", backend().config());
    }

    @Checks("L1.2")
    void withAServerThatDoesNotAnswer() {
        assertFails("connecting to a server that does not answer", backend().silentConfig());
    }

    @Checks("L1.2")
    void nothingStaysOpenAfterAFrozenServer() {
        backend().connections();
        ServerControl server = backend().server();
        closing(server::thaw);
        server.freeze();
        try {
            assertFails("connecting to a frozen server", backend().config());
        } finally {
            server.thaw();
        }
        Eventually.isTrue(
                patience(), "connections that were left open", () -> backend().connections() == 0);
    }

    private void assertFails(String what, PgQueuesConfig.Builder builder) {
        PgQueuesConfig config = builder.connectTimeout(CONNECT_TIMEOUT).build();
        Heard heard = new Heard(patience());
        within(
                CONNECT_TIMEOUT.plus(A_FEW_SECONDS),
                what,
                () -> Assertions.assertThrows(
                        Exception.class, () -> backend().listener().connect(config, CHANNEL, heard), what));
        heard.assertNoLoss(Duration.ZERO, "of a connection that never was");
    }
}
