package io.github.pgqueue.cli;

import io.github.pgqueue.cli.internal.Cli;
import io.github.pgqueue.cli.internal.shared.Io;
import io.github.pgqueue.cli.internal.shared.Logging;
import picocli.CommandLine;

/** The program. */
public final class Main {

    private Main() {}

    /**
     * All commands with their options, to look at: the build compares with them what the documents show.
     *
     * @return the command line of this process
     */
    public static CommandLine commandLine() {
        return Cli.of(Io.ofProcess());
    }

    /**
     * Runs one command and ends the JVM: with 0 if it did what was asked, 1 if it could not, 2 if it was
     * asked in a way that makes no sense.
     *
     * @param args the command, its options and arguments
     */
    public static void main(String[] args) {
        Logging.toStandardError();
        System.exit(commandLine().execute(args));
    }
}
