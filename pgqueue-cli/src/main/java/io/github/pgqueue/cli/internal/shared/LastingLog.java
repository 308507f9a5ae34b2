package io.github.pgqueue.cli.internal.shared;

import java.util.logging.LogManager;

/**
 * Logs to the very end. The JDK's own manager closes its handlers as soon as the JVM is told to end, and what is worth a
 * warning may come after that: that the database did not take the last ends of jobs, say. Public for the JDK alone, which
 * makes one by the name of its class.
 */
public final class LastingLog extends LogManager {

    /** For the JDK. */
    public LastingLog() {}

    /** Does nothing: the JDK calls this as the JVM ends. */
    @Override
    public void reset() {}
}
