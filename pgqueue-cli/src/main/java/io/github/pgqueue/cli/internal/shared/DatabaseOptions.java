package io.github.pgqueue.cli.internal.shared;

import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.TableName;
import java.io.Console;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the queues are, and how to get there. */
public final class DatabaseOptions {

    /** Commands need few: pushing is one thread's work, and so is each queue's dispatching. */
    private static final int CONNECTIONS = 4;

    @Option(
            names = "--url",
            paramLabel = "JDBC-URL",
            description = {
                "The database, such as jdbc:postgresql://localhost:5432/app?user=me.",
                "Default: $$PGQUEUE_URL, else where \"pgqueue server\" listens by default."
            })
    private @Nullable String url;

    @Option(names = "--user", paramLabel = "NAME", description = "The role to log in as. Default: what the URL says.")
    private @Nullable String user;

    /** Takes no value: what stands on a command line is seen by everybody on the machine. */
    @Option(
            names = "--ask-password",
            description = {
                "Ask for the password on the terminal.",
                "Default: $$PGQUEUE_PASSWORD, else what the URL says."
            })
    private boolean askPassword;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--table",
            paramLabel = "NAME",
            defaultValue = "jobs",
            description = "The table that keeps the jobs, with a schema if wanted. Default: ${DEFAULT-VALUE}.")
    private String table = "";

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            defaultValue = "pgjdbc",
            description = "The driver to use: pgjdbc or pgjdbc-ng. Default: ${DEFAULT-VALUE}.")
    private String backend = "";

    @Option(
            names = "--listener",
            paramLabel = "NAME",
            description = {
                "The driver to listen with: pgjdbc, pgjdbc-ng or vertx, or \"none\" to poll only.",
                "Default: the backend."
            })
    private @Nullable String listener;

    /** Better than a word about an unknown option, after which what follows would be anything at all. */
    @Option(names = "--password", hidden = true, arity = "0..1")
    private void refusePassword(@Nullable String password) {
        throw new ParameterException(
                Objects.requireNonNull(command).commandLine(),
                "a password on the command line is seen by all: use --ask-password or set PGQUEUE_PASSWORD");
    }

    /** Does not connect. */
    public PgQueues open(Io io) {
        return PgQueues.create(config(io).build());
    }

    /** Fails at once, and clearly, if the database cannot be reached. */
    public PgQueues connect(Io io) throws SQLException {
        return connect(config(io).build());
    }

    /** The same, with more settings than these. */
    public static PgQueues connect(PgQueuesConfig config) throws SQLException {
        PgQueues queues = PgQueues.create(config);
        try {
            // A pool would go on trying for a while, which is right for a service and wrong for a command.
            new JdbcUrl(config.url().orElseThrow()).probe();
            return queues;
        } catch (SQLException unreachable) {
            queues.close();
            throw unreachable;
        }
    }

    /** Closing waits for nothing, unless the command says so. */
    public PgQueuesConfig.Builder config(Io io) {
        return PgQueuesConfig.builder(address(io).text())
                .table(table)
                .store(backend)
                .listener(listener == null ? backend : listener)
                .closeTimeout(Duration.ZERO)
                .maxConnections(CONNECTIONS);
    }

    /** The table that keeps the jobs. */
    public TableName table() {
        return TableName.of(table);
    }

    private JdbcUrl address(Io io) {
        String password = askPassword ? ask(System.console()) : io.environment().get("PGQUEUE_PASSWORD");
        return given(io).with("user", user).with("password", password);
    }

    private JdbcUrl given(Io io) {
        String named = url == null ? io.environment().get("PGQUEUE_URL") : url;
        return named == null || named.isBlank() ? LocalAddress.at(LocalAddress.DEFAULT_PORT) : new JdbcUrl(named);
    }

    private static String ask(@Nullable Console console) {
        char[] typed = console == null ? null : console.readPassword("Password: ");
        if (typed == null) {
            throw new IllegalArgumentException(
                    "--ask-password needs a terminal to ask on; without one, set PGQUEUE_PASSWORD");
        }
        return new String(typed);
    }
}
