package io.github.pgqueue.testkit.contract;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.ListenerProvider;
import io.github.pgqueue.spi.QueueStoreProvider;
import io.github.pgqueue.testkit.database.ServerControl;
import io.github.pgqueue.testkit.memory.MemoryBackend;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The in-memory backend under test. */
public class MemoryContractBackend implements ContractBackend, ServerControl {

    private final MemoryBackend memory = new MemoryBackend();

    MemoryBackend memory() {
        return memory;
    }

    @Override
    public PgQueuesConfig.Builder config() {
        return PgQueuesConfig.builder(store()).listener(listener());
    }

    @Override
    public QueueStoreProvider store() {
        return memory;
    }

    @Override
    public ListenerProvider listener() {
        return memory;
    }

    @Override
    public void send(String channel, List<String> texts) {
        texts.forEach(text -> memory.send(channel, text));
    }

    @Override
    public int killListeners() {
        return memory.loseListeners();
    }

    @Override
    public int connections() {
        return memory.listeners();
    }

    @Override
    public ServerControl server() {
        return this;
    }

    @Override
    public void stop() {
        memory.stop();
    }

    @Override
    public void start() {
        memory.start();
    }

    @Override
    public void freeze() {
        Assumptions.abort("the in-memory backend has no network that could go silent");
    }

    @Override
    public void thaw() {
        // Never frozen.
    }

    @Override
    public void close() {
        memory.stop();
    }
}
