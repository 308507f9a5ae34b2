package io.github.pgqueue.testkit.contract;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.ListenerProvider;
import io.github.pgqueue.spi.QueueStoreProvider;
import io.github.pgqueue.testkit.database.ServerControl;
import io.github.pgqueue.testkit.database.Wire;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * A backend under test, with a fresh and empty place for jobs: made before each test, closed after it.
 * Used by one test at a time, though from several of its threads.
 *
 * <p>Each method but {@link #config()} and {@link #close()} is an ability. One that is left out skips
 * the tests that need it, with the reason; nothing passes untested.
 */
public interface ContractBackend extends AutoCloseable {

    /**
     * Settings for the place, with {@linkplain PgQueuesConfig.Builder#store(QueueStoreProvider) store} and
     * {@linkplain PgQueuesConfig.Builder#listener(ListenerProvider) listener} in them, or
     * {@linkplain PgQueuesConfig.Builder#pollOnly() none}. All calls mean the same place.
     *
     * @return a builder of its own at every call
     */
    PgQueuesConfig.Builder config();

    /**
     * Where jobs are kept. Needed by the rules S and D.
     *
     * @return the provider
     */
    default QueueStoreProvider store() {
        return Assumptions.abort("the backend keeps no jobs");
    }

    /**
     * Who listens. Needed by the rules L, and by those of D about waking others.
     *
     * @return the provider
     */
    default ListenerProvider listener() {
        return Assumptions.abort("the backend has no listener");
    }

    /**
     * Sends notifications on a channel, as any client may. Needed by the rules L.
     *
     * @param channel the channel's exact name
     * @param texts what listeners hear, in this order
     */
    default void send(String channel, List<String> texts) {
        Assumptions.abort("the backend has no notifications that a test could send");
    }

    /**
     * A connection of a client that knows nothing of pgqueue. What it inserts must be jobs like all
     * others.
     *
     * @return an open connection, closed by the test
     * @throws SQLException if there is none to be had
     */
    default Connection connect() throws SQLException {
        return Assumptions.abort("the backend keeps no jobs in a SQL table");
    }

    /**
     * Breaks the listening connections from the server's side.
     *
     * @return how many there were
     */
    default int killListeners() {
        return Assumptions.abort("the backend's listening connections cannot be broken by a test");
    }

    /**
     * How many connections to the place are open.
     *
     * @return zero or more; those of the test itself not counted
     */
    default int connections() {
        return Assumptions.abort("the backend's connections cannot be counted");
    }

    /**
     * Power over the server that all is kept on.
     *
     * @return the control
     */
    default ServerControl server() {
        return Assumptions.abort("the backend has no server that a test may stop");
    }

    /**
     * A way to the place that a test can break; as {@code listenUrl} it is one for the listening connection alone.
     *
     * @return open until this is closed; the same at every call
     */
    default Wire wire() {
        return Assumptions.abort("the backend has no wire that a test could break");
    }

    /**
     * Settings for an address that accepts connections and never answers.
     *
     * @return a builder like that of {@link #config()}
     */
    default PgQueuesConfig.Builder silentConfig() {
        return Assumptions.abort("the backend has no address that could be silent");
    }

    /**
     * A way to the place on which answers can be lost while what is asked is carried out.
     *
     * @return open until this is closed; the same at every call
     */
    default LossyWay lossyWay() {
        return Assumptions.abort("the backend has no way on which answers could be lost");
    }

    /** A way to the place of a backend. Thread-safe. */
    interface LossyWay {

        /**
         * Settings for the place by this way.
         *
         * @return a builder like that of {@link ContractBackend#config()}
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
     * @return the time; default 20 s
     */
    default Duration patience() {
        return Duration.ofSeconds(20);
    }

    /** Lets go of the place and of all that was opened for it. */
    @Override
    void close();
}
