package io.github.pgqueue.cli.internal;

import io.github.pgqueue.BackendException;
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
                .println(name + ": " + PlainText.oneLine(describe(failure)) + hint + " (try " + name + " --help)");
        return ExitCode.USAGE;
    }

    private static String suggestion(UnmatchedArgumentException unmatched) {
        List<String> similar = unmatched.getSuggestions();
        return similar.isEmpty() ? "" : "; did you mean " + String.join(" or ", similar) + "?";
    }

    /** What was asked for could not be done. */
    static int failure(Exception failure, CommandLine command, ParseResult parsed) {
        command.getErr()
                .println(command.getCommandSpec().qualifiedName() + ": " + PlainText.oneLine(describe(failure)));
        if (Cli.isVerbose(command)) {
            failure.printStackTrace(command.getErr());
        }
        boolean asked = failure instanceof IllegalArgumentException || failure instanceof BackendException;
        return asked ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }

    /** The message, and that of the first cause if it adds something. */
    static String describe(Throwable failure) {
        String message = own(failure);
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String cause = own(root);
        return message.contains(cause) ? message : message + ": " + cause;
    }

    private static String own(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
