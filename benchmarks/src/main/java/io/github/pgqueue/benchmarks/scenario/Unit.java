package io.github.pgqueue.benchmarks.scenario;

/** What a figure counts. */
public enum Unit {
    /** More is better. */
    PER_SECOND("jobs/s"),
    /** Less is better. */
    MILLIS("ms");

    private final String text;

    Unit(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
