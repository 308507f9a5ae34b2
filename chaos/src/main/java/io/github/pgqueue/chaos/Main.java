package io.github.pgqueue.chaos;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/** Runs chaos: {@code java -jar chaos.jar}, with {@code --help} for the options. */
public final class Main {

    /** Kept, since a logger that nobody holds forgets its level. */
    private static final Logger SERVER_LOG = Logger.getLogger("io.zonky.test.db.postgres.embedded");

    private Main() {}

    /**
     * Ends with status 0 if every promise was kept, 1 if one was broken or nothing could be found out, 2 if it
     * was asked in a way that makes no sense.
     *
     * @param args the options
     */
    public static void main(String[] args) {
        Logger.getLogger("").setLevel(Level.WARNING);
        // It calls it a failure that a server cannot be stopped that was killed on purpose.
        SERVER_LOG.setLevel(Level.OFF);
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new ChaosCommand());
        line.setUsageHelpAutoWidth(true);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("chaos: " + failure.getMessage());
            if (failure instanceof IllegalArgumentException) {
                return ExitCode.USAGE;
            }
            failure.printStackTrace(command.getErr());
            return ExitCode.SOFTWARE;
        });
        return line;
    }
}
