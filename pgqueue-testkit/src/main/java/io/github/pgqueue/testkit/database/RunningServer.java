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

    @Override
    void end() {
        dropAll();
    }
}
