package io.github.pgqueue.benchmarks.contender;

/**
 * A way to keep jobs in PostgreSQL. Each is used as its documentation says for many short jobs; its settings are told
 * with its figures.
 */
public interface Contender {

    /** How entries, results and the command line call it. */
    String name();

    /** What was measured. */
    String version();

    /** How it was set, in a sentence. */
    String settings();

    /**
     * Makes its tables.
     *
     * @param arena an empty schema
     * @throws Exception if they cannot be made
     */
    void bootstrap(Arena arena) throws Exception;

    /**
     * Opens it where its tables are.
     *
     * @param arena the schema, and the pool that it shares with nobody
     * @throws Exception if it cannot be opened
     */
    Entrant open(Arena arena) throws Exception;

    /**
     * Somebody else who is to be told of pushes, where the contender tells others; else nobody.
     *
     * @param arena where the tables are
     */
    default Workers listenElsewhere(Arena arena) {
        return () -> {};
    }
}
