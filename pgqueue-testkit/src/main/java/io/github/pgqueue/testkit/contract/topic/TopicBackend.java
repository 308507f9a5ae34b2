package io.github.pgqueue.testkit.contract.topic;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.ListenerProvider;
import io.github.pgqueue.spi.QueueStoreProvider;
import io.github.pgqueue.testkit.database.ServerControl;
import io.github.pgqueue.testkit.database.Wire;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * What topics ask of the backend under test, with a fresh and empty place for jobs: made before each test, closed after
 * it. Used by one test at a time, though from several of its threads.
 *
 * <p>To describe a backend implement {@link io.github.pgqueue.testkit.contract.ContractBackend}, not this: it answers
 * for the abilities that a backend leaves out.
 */
public interface TopicBackend extends AutoCloseable {

    /**
     * Settings for the place, with {@linkplain PgQueuesConfig.Builder#store(QueueStoreProvider) store} and
     * {@linkplain PgQueuesConfig.Builder#listener(ListenerProvider) listener} in them, or
     * {@linkplain PgQueuesConfig.Builder#pollOnly() none}. All calls mean the same place.
     *
     * @return a builder of its own at every call
     */
    PgQueuesConfig.Builder config();

    /**
     * Makes the place what {@link io.github.pgqueue.spi.QueueStore#bootstrap()} makes of it, if the backend has a quicker
     * way. Called before each test, and before all else; not for a place that is to be empty, as some of that method's
     * own tests need.
     *
     * @return false if it has none: then a test has a store do it
     */
    boolean prepare();

    /**
     * Where jobs are kept. Needed by the rules S and D.
     *
     * @return the provider
     */
    QueueStoreProvider store();

    /**
     * Who listens. Needed by the rules L, and by those of D about waking others.
     *
     * @return the provider
     */
    ListenerProvider listener();

    /**
     * Sends notifications on a channel, as any client may. Needed by the rules L.
     *
     * @param channel the channel's exact name
     * @param texts what listeners hear, in this order
     */
    void send(String channel, List<String> texts);

    /**
     * A connection of a client that knows nothing of pgqueue. What it inserts must be jobs like all
     * others.
     *
     * @return an open connection, closed by the test
     * @throws SQLException if there is none to be had
     */
    Connection connect() throws SQLException;

    /**
     * Breaks the listening connections from the server's side.
     *
     * @return how many there were
     */
    int killListeners();

    /**
     * How many connections to the place are open.
     *
     * @return zero or more; those of the test itself not counted
     */
    int connections();

    /**
     * Power over the server that all is kept on.
     *
     * @return the control
     */
    ServerControl server();

    /**
     * A way to the place that a test can break; as {@code listenUrl} it is one for the listening connection alone.
     *
     * @return open until this is closed; the same at every call
     */
    Wire wire();

    /**
     * Settings for an address that accepts connections and never answers.
     *
     * @return a builder like that of {@link #config()}
     */
    PgQueuesConfig.Builder silentConfig();

    /**
     * A way to the place on which answers can be lost while what is asked is carried out.
     *
     * @return open until this is closed; the same at every call
     */
    LossyWay lossyWay();

    /** A way to the place of a backend. Thread-safe. */
    interface LossyWay {

        /**
         * Settings for the place by this way.
         *
         * @return a builder like that of {@link TopicBackend#config()}
         */
        PgQueuesConfig.Builder config();

        /** From now on no answer comes through, and nobody is told. */
        void lose();

        /** From now on answers come through; what was lost stays lost. */
        void mend();
    }

    /**
     * How long a test waits for what must happen.
     *
     * @return the time
     */
    Duration patience();

    /** Lets go of the place and of all that was opened for it. */
    @Override
    void close();
}
