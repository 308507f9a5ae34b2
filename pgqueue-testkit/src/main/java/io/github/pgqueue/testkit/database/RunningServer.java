package io.github.pgqueue.testkit.database;

import java.util.Optional;

/** A server that somebody else runs. */
final class RunningServer extends Server {

    private final TestDatabase database;

    RunningServer(Address address) {
        this.database = new TestDatabase(address, this);
    }

    @Override
    TestDatabase database() {
        return database;
    }

    @Override
    Optional<ServerControl> control() {
        return Optional.empty();
    }

    /** Checkpoints are its owner's business. */
    @Override
    String strategy(int majorVersion) {
        return "";
    }

    @Override
    void end() {
        dropAll();
    }
}
