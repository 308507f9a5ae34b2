package io.github.pgqueue.cli.internal;

import io.github.pgqueue.BackendException;
import io.github.pgqueue.cli.internal.shared.Failures;
import io.github.pgqueue.cli.internal.shared.PlainText;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** How failures are told: one line on standard error, and an exit status. */
final class Errors {

    private Errors() {}

    /** What was typed makes no sense. */
    static int usage(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String hint = failure instanceof UnmatchedArgumentException unmatched ? suggestion(unmatched) : "";
        command.getErr()
                .println(name + ": " + PlainText.oneLine(Failures.describe(failure)) + hint + " (try " + name
                        + " --help)");
        return ExitCode.USAGE;
    }

    private static String suggestion(UnmatchedArgumentException unmatched) {
        List<String> similar = unmatched.getSuggestions();
        return similar.isEmpty() ? "" : "; did you mean " + String.join(" or ", similar) + "?";
    }

    /** What was asked for could not be done. */
    static int failure(Exception failure, CommandLine command, ParseResult parsed) {
        command.getErr()
                .println(command.getCommandSpec().qualifiedName() + ": "
                        + PlainText.oneLine(Failures.describe(failure)));
        if (PgQueueCommand.isVerbose(command)) {
            failure.printStackTrace(command.getErr());
        }
        boolean asked = failure instanceof IllegalArgumentException || failure instanceof BackendException;
        return asked ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }
}
