package io.github.pgqueue.benchmarks;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps the output to results and warnings. */
public final class Logs {

    private Logs() {}

    /** Shows warnings and errors only. */
    public static void quiet() {
        Logger.getLogger("").setLevel(Level.WARNING);
    }
}
