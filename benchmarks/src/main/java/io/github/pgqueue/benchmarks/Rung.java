package io.github.pgqueue.benchmarks;

import java.util.Locale;

/** How others learn of a job. */
public enum Rung {
    /** By {@code push}, as it is by default: after the commit, in a transaction of its own that waits for no disk. */
    AFTER_COMMIT("push"),
    /** By plain SQL: in the transaction of the insert. */
    WITH_COMMIT("plain SQL");

    private final String text;

    Rung(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%-9s", text);
    }
}
