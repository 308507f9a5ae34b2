package io.github.pgqueue.testkit.contract.listener;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.started;
import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.contract.topic.NeedsServerAlone;
import io.github.pgqueue.testkit.database.ServerControl;
import io.github.pgqueue.testkit.internal.fixture.Eventually;
import io.github.pgqueue.testkit.internal.fixture.Heard;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assertions;

/** Rules L4: the end of a listening connection. */
@NeedsServerAlone
public abstract class ListenerCloseContract extends ListenerContract {

    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    /** For subclasses. */
    protected ListenerCloseContract() {}

    @Checks("L4.1")
    void twiceIsFine() throws Exception {
        ListenerConnection connection = connect(CHANNEL, new Heard(patience()));
        within(TWO_SECONDS, "closing", connection::close);
        within(TWO_SECONDS, "closing again", connection::close);
    }

    @Checks("L4.1")
    void fromSeveralThreads() throws Exception {
        ListenerConnection connection = connect(CHANNEL, new Heard(patience()));
        List<CompletableFuture<Boolean>> closing = List.of(close(connection), close(connection), close(connection));
        for (CompletableFuture<Boolean> one : closing) {
            within(TWO_SECONDS, "closing from several threads", () -> one.get());
        }
    }

    private static CompletableFuture<Boolean> close(ListenerConnection connection) {
        return started("closing", () -> {
            connection.close();
            return true;
        });
    }

    @Checks("L4.1")
    void inASilentNetwork() throws Exception {
        ServerControl server = backend().server();
        ListenerConnection connection = connect(CHANNEL, new Heard(patience()));
        closing(server::thaw);
        server.freeze();
        within(TWO_SECONDS, "closing in a silent network", connection::close);
    }

    @Checks("L4.1")
    void withTheServerGone() throws Exception {
        ServerControl server = backend().server();
        ListenerConnection connection = connect(CHANNEL, new Heard(patience()));
        closing(server::start);
        server.stop();
        within(TWO_SECONDS, "closing with the server gone", connection::close);
    }

    @Checks("L4.2")
    void nothingIsHeardAfterwards() throws Exception {
        Heard closed = new Heard(patience());
        ListenerConnection connection = connect(CHANNEL, closed);
        Heard witness = listen();
        within(patience(), "closing", connection::close);
        backend().send(CHANNEL, List.of("one", "two"));
        witness.next(2);
        Assertions.assertEquals(List.of(), closed.rest(), "heard by a closed connection");
    }

    @Checks("L4.2")
    void nothingStaysOpen() throws Exception {
        ListenerConnection connection = connect(CHANNEL, new Heard(patience()));
        Assertions.assertEquals(1, backend().connections(), "connections of one listener");
        within(patience(), "closing", connection::close);
        Eventually.isTrue(
                patience(), "the connection is closed", () -> backend().connections() == 0);
    }

    @Checks("L4.2")
    void nothingStaysOpenAfterALoss() throws Exception {
        Heard heard = new Heard(patience());
        ListenerConnection connection = connect(CHANNEL, heard);
        backend().killListeners();
        heard.loss(patience());
        within(patience(), "closing", connection::close);
        Eventually.isTrue(
                patience(), "the connection is closed", () -> backend().connections() == 0);
    }
}
