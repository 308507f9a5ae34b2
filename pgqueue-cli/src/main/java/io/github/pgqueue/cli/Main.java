package io.github.pgqueue.cli;

import io.github.pgqueue.cli.internal.Cli;
import io.github.pgqueue.cli.internal.Io;
import io.github.pgqueue.cli.internal.Logging;

/** The program. */
public final class Main {

    private Main() {}

    /**
     * Runs one command and ends the JVM: with 0 if it did what was asked, 1 if it could not, 2 if it was
     * asked in a way that makes no sense.
     *
     * @param args the command, its options and arguments
     */
    public static void main(String[] args) {
        Logging.toStandardError();
        System.exit(Cli.of(Io.ofProcess()).execute(args));
    }
}
