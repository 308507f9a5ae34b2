package io.github.pgqueue.benchmarks;

import io.github.pgqueue.PgQueuesConfig;

/**
 * What is measured: who keeps the jobs and who listens.
 *
 * @param store the name of the backend that keeps jobs
 * @param listener the name of the backend that listens, or {@code none}
 */
record Backend(String store, String listener) {

    /**
     * Reads the form in which parameters and results name it.
     *
     * @param text {@code pgjdbc} for both, {@code pgjdbc+pgjdbc-ng} for a store and a listener,
     *     {@code pgjdbc+none} for polling only
     */
    static Backend parse(String text) {
        int plus = text.indexOf('+');
        return plus < 0 ? new Backend(text, text) : new Backend(text.substring(0, plus), text.substring(plus + 1));
    }

    boolean listens() {
        return !listener.equals(PgQueuesConfig.NO_LISTENER);
    }

    /** All else by default, as a user has it. */
    PgQueuesConfig config(String url, String table) {
        return PgQueuesConfig.builder(url)
                .table(table)
                .store(store)
                .listener(listener)
                .build();
    }

    /** The same, but for the address to listen at. */
    PgQueuesConfig config(String url, String table, String listenUrl) {
        return PgQueuesConfig.builder(url)
                .table(table)
                .store(store)
                .listener(listener)
                .listenUrl(listenUrl)
                .build();
    }

    @Override
    public String toString() {
        return store.equals(listener) ? store : store + "+" + listener;
    }
}
