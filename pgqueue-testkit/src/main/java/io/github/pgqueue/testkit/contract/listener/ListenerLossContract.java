package io.github.pgqueue.testkit.contract.listener;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.contract.topic.NeedsServerAlone;
import io.github.pgqueue.testkit.database.ServerControl;
import io.github.pgqueue.testkit.internal.fixture.Heard;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;

/** Rules L3: a connection that dies. */
@NeedsServerAlone
public abstract class ListenerLossContract extends ListenerContract {

    /** The rule says one; the other is for a machine that is busy. */
    private static final Duration SOON = Duration.ofSeconds(2);

    /** For subclasses. */
    protected ListenerLossContract() {}

    @Checks("L3.1")
    void aKilledConnectionIsToldOnce() throws Exception {
        Heard heard = new Heard(patience());
        ListenerConnection connection = connect(CHANNEL, heard);
        Assertions.assertEquals(1, backend().killListeners(), "listening connections that were found and killed");
        heard.loss(SOON);
        within(patience(), "closing a lost connection", connection::close);
        heard.assertNoLoss(A_MOMENT, "a second time");
    }

    @Checks("L3.1")
    void aConnectionKilledAfterItHeardSomething() throws Exception {
        Heard heard = listen();
        send("x");
        heard.next();
        Assertions.assertEquals(1, backend().killListeners(), "listening connections that were found and killed");
        heard.loss(SOON);
        heard.assertNoLoss(A_MOMENT, "a second time");
    }

    @Checks("L3.1")
    void theEndOfTheServerIsTold() throws Exception {
        ServerControl server = backend().server();
        Heard heard = listen();
        closing(server::start);
        server.stop();
        heard.loss(SOON);
        heard.assertNoLoss(A_MOMENT, "a second time");
    }

    @Checks("L3.1")
    void aNewConnectionHearsAgain() throws Exception {
        Heard first = listen();
        backend().killListeners();
        first.loss(patience());
        Heard second = listen();
        send("x");
        Assertions.assertEquals("x", second.next(), "heard by the new connection");
    }

    @Checks("L3.2")
    void closingIsNotTold() throws Exception {
        Heard heard = new Heard(patience());
        ListenerConnection connection = connect(CHANNEL, heard);
        within(patience(), "closing", connection::close);
        heard.assertNoLoss(A_MOMENT, "for a connection that its owner closed");
    }

    @Checks("L3.2")
    void closingAFrozenConnectionIsNotTold() throws Exception {
        ServerControl server = backend().server();
        Heard heard = new Heard(patience());
        ListenerConnection connection = connect(CHANNEL, heard);
        closing(server::thaw);
        server.freeze();
        within(patience(), "closing", connection::close);
        server.thaw();
        heard.assertNoLoss(A_MOMENT, "for a connection that its owner closed");
    }
}
