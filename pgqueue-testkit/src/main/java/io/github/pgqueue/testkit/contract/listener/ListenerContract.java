package io.github.pgqueue.testkit.contract.listener;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.testkit.contract.topic.Contract;
import io.github.pgqueue.testkit.internal.fixture.Heard;
import java.util.List;

/** What the topics about listeners share. Extend {@link io.github.pgqueue.testkit.contract.BackendContract} or a topic, not this. */
public abstract class ListenerContract extends Contract {

    /** The channel of a test that needs but one. */
    static final String CHANNEL = "contract_channel";

    /** For the topics. */
    ListenerContract() {}

    final Heard listen() throws Exception {
        return listen(CHANNEL);
    }

    /** A connection that notes what it hears, closed after the test. */
    final Heard listen(String channel) throws Exception {
        Heard heard = new Heard(patience());
        connect(channel, heard);
        return heard;
    }

    final ListenerConnection connect(String channel, Heard heard) throws Exception {
        PgQueuesConfig config = backend().config().build();
        ListenerConnection connection = backend().listener().connect(config, channel, heard);
        closing(() -> within(patience(), "ListenerConnection.close", connection::close));
        return connection;
    }

    final void send(String text) {
        backend().send(CHANNEL, List.of(text));
    }
}
