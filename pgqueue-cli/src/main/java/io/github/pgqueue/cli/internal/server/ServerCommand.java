package io.github.pgqueue.cli.internal.server;

import io.github.pgqueue.cli.internal.shared.Io;
import io.github.pgqueue.cli.internal.shared.LocalAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pgqueue server} */
@Command(
        name = "server",
        header = "Run a PostgreSQL to play with, until Ctrl-C.",
        description = {
            "Prints its JDBC URL. The other commands go there by default. The data stay in the folder and are"
                    + " there at the next start.",
            "It listens on this machine only, and whoever is on this machine may log in as postgres, without a"
                    + " password: nothing for data that matter."
        },
        footer = {"  pgqueue server", "  pgqueue server --dir /tmp/play --port 0", ""})
public final class ServerCommand implements Callable<Integer> {

    private final Io io;

    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            defaultValue = "pgqueue-data",
            description = "Where the data are kept. Default: ${DEFAULT-VALUE}.")
    private Path dir = Path.of("");

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "" + LocalAddress.DEFAULT_PORT,
            description = "Where it listens; 0 is any free port. Default: ${DEFAULT-VALUE}.")
    private int port;

    public ServerCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws Exception {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("--port must be from 0 to 65535: " + port);
        }
        Path folder = dir.toAbsolutePath().normalize();
        io.err().println("starting PostgreSQL on the data in " + folder);
        try (LocalServer server = LocalServer.in(folder, port)) {
            io.out().println(server.address().text());
            io.err().println("Ctrl-C stops it");
            new CountDownLatch(1).await();
            return 0;
        }
    }
}
