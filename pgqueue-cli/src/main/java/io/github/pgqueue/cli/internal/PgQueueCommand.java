package io.github.pgqueue.cli.internal;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program itself: what all commands share. */
@Command(
        name = "pgqueue",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        header = "A job queue in PostgreSQL.",
        description = "Jobs are rows of a table; the database rings the workers.",
        abbreviateSynopsis = true,
        synopsisSubcommandLabel = "COMMAND",
        synopsisHeading = "%nUsage: ",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nArguments:%n",
        descriptionHeading = "%n",
        footerHeading = "%nFor example:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:what was asked for is done",
            "1:it could not be done; standard error says why",
            "2:the command, an option or a setting makes no sense",
            "130, 143:stopped by Ctrl-C, by SIGTERM"
        },
        footer = {
            "  pgqueue demo",
            "  pgqueue server",
            "  pgqueue bootstrap                        (in a second terminal)",
            "  pgqueue push mail 'hello'",
            "  pgqueue work mail",
            "  pgqueue bench --quick                    (only in a clone)",
            ""
        })
final class PgQueueCommand {

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Tell more: the stack trace of a failure, and what the library logs.")
    private boolean verbose;

    /** Whether it is, of the program that a command belongs to. */
    static boolean isVerbose(CommandLine command) {
        return command.getCommandSpec().root().userObject() instanceof PgQueueCommand top && top.verbose;
    }
}
