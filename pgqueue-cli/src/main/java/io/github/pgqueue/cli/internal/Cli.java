package io.github.pgqueue.cli.internal;

import io.github.pgqueue.cli.internal.demo.DemoCommand;
import io.github.pgqueue.cli.internal.jobs.CancelCommand;
import io.github.pgqueue.cli.internal.jobs.DiscardCommand;
import io.github.pgqueue.cli.internal.jobs.JobsCommand;
import io.github.pgqueue.cli.internal.jobs.RetryCommand;
import io.github.pgqueue.cli.internal.jobs.ShowCommand;
import io.github.pgqueue.cli.internal.push.PushCommand;
import io.github.pgqueue.cli.internal.server.ServerCommand;
import io.github.pgqueue.cli.internal.shared.Io;
import io.github.pgqueue.cli.internal.shared.Logging;
import io.github.pgqueue.cli.internal.table.BootstrapCommand;
import io.github.pgqueue.cli.internal.table.PauseCommand;
import io.github.pgqueue.cli.internal.table.PruneCommand;
import io.github.pgqueue.cli.internal.table.ResumeCommand;
import io.github.pgqueue.cli.internal.table.StatsCommand;
import io.github.pgqueue.cli.internal.work.WorkCommand;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The command line, put together. */
public final class Cli {

    private Cli() {}

    /**
     * All commands, ready to be executed.
     *
     * @param io what they have around them
     * @return to be executed once
     */
    public static CommandLine of(Io io) {
        CommandLine line = new CommandLine(new PgQueueCommand())
                .addSubcommand(new DemoCommand(io))
                .addSubcommand(new ServerCommand(io))
                .addSubcommand(new BootstrapCommand(io))
                .addSubcommand(new PushCommand(io))
                .addSubcommand(new WorkCommand(io))
                .addSubcommand(new StatsCommand(io))
                .addSubcommand(new JobsCommand(io))
                .addSubcommand(new ShowCommand(io))
                .addSubcommand(new RetryCommand(io))
                .addSubcommand(new CancelCommand(io))
                .addSubcommand(new DiscardCommand(io))
                .addSubcommand(new PauseCommand(io))
                .addSubcommand(new ResumeCommand(io))
                .addSubcommand(new PruneCommand(io));
        Converters.register(line);
        // A payload such as @home is a payload, not a file of options.
        line.setExpandAtFiles(false);
        line.setUsageHelpAutoWidth(true);
        line.setOut(io.out());
        line.setErr(io.err());
        line.setParameterExceptionHandler(Errors::usage);
        line.setExecutionExceptionHandler(Errors::failure);
        line.setExecutionStrategy(Cli::execute);
        return line;
    }

    private static int execute(ParseResult parsed) {
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        CommandLine top = parsed.commandSpec().commandLine();
        if (!parsed.hasSubcommand()) {
            top.usage(top.getErr());
            return ExitCode.USAGE;
        }
        if (PgQueueCommand.isVerbose(top)) {
            Logging.verbose();
        }
        return new RunLast().execute(parsed);
    }
}
