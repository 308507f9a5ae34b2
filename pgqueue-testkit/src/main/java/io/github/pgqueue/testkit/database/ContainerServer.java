package io.github.pgqueue.testkit.database;

import java.util.Objects;
import java.util.Optional;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A server in a Docker container. */
final class ContainerServer extends Server {

    private final PostgreSQLContainer<?> container;
    private final TestDatabase database;

    private ContainerServer(PostgreSQLContainer<?> container) {
        this.container = container;
        Address address = Address.parse(container.getJdbcUrl());
        this.database = new TestDatabase(
                new Address(
                        address.server(),
                        address.database(),
                        address.parameters(),
                        container.getUsername(),
                        container.getPassword()),
                this);
    }

    @SuppressWarnings("resource")
    static ContainerServer create() {
        String version = Objects.requireNonNullElse(Servers.wantedVersion(), Servers.DEFAULT_VERSION);
        try {
            PostgreSQLContainer<?> container = new PostgreSQLContainer<>(
                            DockerImageName.parse("postgres").withTag(version))
                    .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200");
            container.start();
            return new ContainerServer(container);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "No PostgreSQL " + version + " could be started with Testcontainers; is Docker there? Leave "
                            + TestDatabases.KIND_PROPERTY + " out to use the embedded server. " + e.getMessage(),
                    e);
        }
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
        container.stop();
    }
}
