package io.github.pgqueue.benchmarks;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps the output to results and warnings. */
final class Logs {

    private Logs() {}

    static void quiet() {
        Logger.getLogger("").setLevel(Level.WARNING);
    }
}
