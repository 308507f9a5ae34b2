package io.github.pgqueue.benchmarks.shared;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps the output to results and warnings. */
public final class Logs {

    /** Warns of its own slowness, once a job; kept here, or the setting would be lost with the logger. */
    private static final Logger CHATTY = Logger.getLogger("org.jobrunr");

    private Logs() {}

    /** Shows warnings and errors only. */
    public static void quiet() {
        Logger.getLogger("").setLevel(Level.WARNING);
        CHATTY.setLevel(Level.SEVERE);
    }
}
