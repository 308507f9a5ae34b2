package io.github.pgqueue.cli.internal.shared;

import java.util.Arrays;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What of the libraries' logging a user of the command line sees: warnings, a line each. */
public final class Logging {

    private static final Handler HANDLER = handler();

    private Logging() {}

    /** The first handler brings the manager with it. */
    private static Handler handler() {
        System.setProperty("java.util.logging.manager", LastingLog.class.getName());
        return new ConsoleHandler();
    }

    /** Warnings go to standard error, a line each; until the JVM has ended, if nobody has logged before. */
    public static void toStandardError() {
        Logger root = Logger.getLogger("");
        Arrays.stream(root.getHandlers()).forEach(root::removeHandler);
        HANDLER.setFormatter(new OneLine());
        HANDLER.setLevel(Level.WARNING);
        root.setLevel(Level.WARNING);
        root.addHandler(HANDLER);
        // It calls each statement that fails on purpose, and each connection that ends, a warning.
        Logger.getLogger("com.impossibl.postgres").setLevel(Level.SEVERE);
    }

    /** Shows what pgqueue itself tells when all goes well, too. */
    public static void verbose() {
        HANDLER.setLevel(Level.FINE);
        Logger.getLogger("io.github.pgqueue").setLevel(Level.FINE);
    }

    /** Shows nothing more: for a process that ends and takes its server with it. */
    public static void off() {
        HANDLER.setLevel(Level.OFF);
    }

    private static final class OneLine extends Formatter {
        @Override
        public String format(LogRecord entry) {
            Throwable thrown = entry.getThrown();
            String cause = thrown == null ? "" : ": " + Failures.describe(thrown);
            return "pgqueue: " + PlainText.oneLine(formatMessage(entry) + cause) + System.lineSeparator();
        }
    }
}
