package io.github.pgqueue.cli.internal.demo;

import io.github.pgqueue.TableName;
import io.github.pgqueue.cli.internal.server.LocalServer;
import io.github.pgqueue.cli.internal.shared.AtShutdown;
import io.github.pgqueue.cli.internal.shared.Io;
import io.github.pgqueue.cli.internal.shared.JdbcUrl;
import io.github.pgqueue.cli.internal.shared.Logging;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pgqueue demo} */
@Command(
        name = "demo",
        header = "See queues at work, and what they can do on this machine.",
        description = {
            "Starts a PostgreSQL that leaves nothing behind. On it, for each backend: two queues with a few"
                    + " thousand jobs, one by plain SQL, handlers that fail, a job that is due later, a unique key, a"
                    + " transaction, a worker that is killed, then latency and throughput.",
            "The last line says what was pushed, done and failed; exit status 0 says that it adds up."
        },
        footer = {"  pgqueue demo", "  pgqueue demo --backend pgjdbc --url jdbc:postgresql://localhost:5432/app", ""})
public final class DemoCommand implements Callable<Integer> {

    private static final String SCHEMA = "pgqueue_demo";

    private final Io io;

    @Option(
            names = "--url",
            paramLabel = "JDBC-URL",
            description = {
                "A server of yours instead, where the user may create a schema; it is dropped at the end.",
                "The password may come from $$PGQUEUE_PASSWORD."
            })
    private @Nullable String url;

    @Option(
            names = "--table",
            paramLabel = "NAME",
            defaultValue = SCHEMA + ".jobs",
            description = "The demo's table, in a schema that is not there yet. Default: ${DEFAULT-VALUE}.")
    private String table = "";

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "pgjdbc,pgjdbc-ng",
            description = "The drivers to show. Default: ${DEFAULT-VALUE}.")
    private List<String> backends = List.of();

    public DemoCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws Exception {
        TableName name = TableName.of(table.contains(".") ? table : SCHEMA + "." + table);
        // The server ends with the process, perhaps before those who use it: that is nobody's trouble.
        AtShutdown quiet = AtShutdown.run(Logging::off);
        try (quiet) {
            return run(name) ? 0 : 1;
        }
    }

    private boolean run(TableName name) throws Exception {
        if (url != null) {
            JdbcUrl address = new JdbcUrl(url).with("password", io.environment().get("PGQUEUE_PASSWORD"));
            return new Demo(io, address, name).run(backends);
        }
        io.out()
                .println(
                        "Starting a PostgreSQL for this demo; the first time it is unpacked, which takes some seconds.");
        try (LocalServer server = LocalServer.temporary()) {
            return new Demo(io, server.address(), name).run(backends);
        }
    }
}
