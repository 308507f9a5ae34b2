package io.github.pgqueue.cli.internal.table;

import io.github.pgqueue.PgQueues;
import io.github.pgqueue.cli.internal.shared.DatabaseOptions;
import io.github.pgqueue.cli.internal.shared.Io;
import java.sql.SQLException;
import java.util.List;
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
            "  pgqueue bootstrap --print --roles shop,shop_worker,ops > V2__grants.sql",
            ""
        })
public final class BootstrapCommand implements Callable<Integer> {

    private static final int ROLES = 3;

    private final Io io;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--print", description = "Only print the SQL, for those who keep migrations elsewhere.")
    private boolean print;

    @Option(
            names = "--roles",
            paramLabel = "PRODUCER,WORKER,OPERATOR",
            split = ",",
            hideParamSyntax = true,
            arity = "1",
            description = {
                "With --print: instead of the table, grants for three existing roles: one that can only add jobs, one"
                        + " that does them, and one that can also pause, retry, cancel, discard and prune."
            })
    private List<String> roles = List.of();

    public BootstrapCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws SQLException {
        if (!roles.isEmpty() && (roles.size() != ROLES || !print)) {
            throw new IllegalArgumentException("--roles goes with --print and takes three names: "
                    + "PRODUCER,WORKER,OPERATOR; the table's owner runs what it prints");
        }
        try (PgQueues queues = print ? database.open(io) : database.connect(io)) {
            if (print) {
                io.out().println(sql(queues).strip());
            } else {
                queues.bootstrap();
                io.out().println("table " + database.table() + " is ready");
            }
            return 0;
        }
    }

    private String sql(PgQueues queues) {
        return roles.isEmpty() ? queues.bootstrapSql() : queues.rolesSql(roles.get(0), roles.get(1), roles.get(2));
    }
}
