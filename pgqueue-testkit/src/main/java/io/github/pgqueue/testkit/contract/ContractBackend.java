package io.github.pgqueue.testkit.contract;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.ListenerProvider;
import io.github.pgqueue.spi.QueueStoreProvider;
import io.github.pgqueue.testkit.contract.topic.TopicBackend;
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
public interface ContractBackend extends TopicBackend {

    /**
     * {@inheritDoc}
     *
     * @return false by default
     */
    @Override
    default boolean prepare() {
        return false;
    }

    @Override
    default QueueStoreProvider store() {
        return Assumptions.abort("the backend keeps no jobs");
    }

    @Override
    default ListenerProvider listener() {
        return Assumptions.abort("the backend has no listener");
    }

    @Override
    default void send(String channel, List<String> texts) {
        Assumptions.abort("the backend has no notifications that a test could send");
    }

    @Override
    default Connection connect() throws SQLException {
        return Assumptions.abort("the backend keeps no jobs in a SQL table");
    }

    @Override
    default int killListeners() {
        return Assumptions.abort("the backend's listening connections cannot be broken by a test");
    }

    @Override
    default int connections() {
        return Assumptions.abort("the backend's connections cannot be counted");
    }

    @Override
    default ServerControl server() {
        return Assumptions.abort("the backend has no server that a test may stop");
    }

    @Override
    default Wire wire() {
        return Assumptions.abort("the backend has no wire that a test could break");
    }

    @Override
    default PgQueuesConfig.Builder silentConfig() {
        return Assumptions.abort("the backend has no address that could be silent");
    }

    @Override
    default LossyWay lossyWay() {
        return Assumptions.abort("the backend has no way on which answers could be lost");
    }

    /**
     * {@inheritDoc}
     *
     * @return the time; default 20 s
     */
    @Override
    default Duration patience() {
        return Duration.ofSeconds(20);
    }
}
