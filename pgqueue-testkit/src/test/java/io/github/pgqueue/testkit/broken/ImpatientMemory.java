package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.testkit.contract.MemoryContractBackend;
import java.time.Duration;

/** The in-memory backend, with less patience: what is broken often just does not come. */
class ImpatientMemory extends MemoryContractBackend {

    @Override
    public Duration patience() {
        return Duration.ofSeconds(1);
    }
}
