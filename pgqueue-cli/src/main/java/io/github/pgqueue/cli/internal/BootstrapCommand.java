package io.github.pgqueue.cli.internal;

import io.github.pgqueue.PgQueues;
import io.github.pgqueue.TableName;
import io.github.pgqueue.cli.internal.shared.Io;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pgqueue bootstrap} */
@Command(
        name = "bootstrap",
        header = "Create or upgrade the table of jobs.",
        description = "Safe to repeat, and to run from several places at once.",
        footer = {
            "  pgqueue bootstrap --url jdbc:postgresql://localhost:5432/app --table billing.jobs",
            "  pgqueue bootstrap --print > V1__jobs.sql",
            ""
        })
final class BootstrapCommand implements Callable<Integer> {

    private final Io io;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--print", description = "Only print the SQL, for those who keep migrations elsewhere.")
    private boolean print;

    BootstrapCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws SQLException {
        try (PgQueues queues = print ? database.open(io) : database.connect(io)) {
            if (print) {
                io.out().println(queues.bootstrapSql().strip());
            } else {
                queues.bootstrap();
                io.out().println("table " + TableName.of(database.table) + " is ready");
            }
            return 0;
        }
    }
}
