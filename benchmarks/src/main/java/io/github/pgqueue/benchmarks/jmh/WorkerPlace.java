package io.github.pgqueue.benchmarks.jmh;

import java.util.Arrays;

/** Where the handler runs, seen from the thread that pushes. */
enum WorkerPlace {
    /** The same {@code PgQueues}: a push wakes its subscribers directly, without the database. */
    SAME_PROCESS("same-process"),
    /** A JVM of its own: only the listener can tell of a push. */
    OTHER_PROCESS("other-process");

    private final String text;

    WorkerPlace(String text) {
        this.text = text;
    }

    /** Reads the form in which parameters and results name it. */
    static WorkerPlace parse(String text) {
        return Arrays.stream(values())
                .filter(place -> place.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "worker must be one of " + Arrays.toString(values()) + ": " + text));
    }

    @Override
    public String toString() {
        return text;
    }
}
