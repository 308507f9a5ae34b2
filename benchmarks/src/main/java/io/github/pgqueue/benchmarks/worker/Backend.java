package io.github.pgqueue.benchmarks.worker;

import io.github.pgqueue.PgQueuesConfig;

/**
 * What is measured: who keeps the jobs and who listens.
 *
 * @param store the name of the backend that keeps jobs
 * @param listener the name of the backend that listens, {@code none}, or {@value #DRAIN_AND_SLEEP} without any
 */
public record Backend(String store, String listener) {

    /** The old way, by plain SQL: {@link DrainAndSleep}. Jobs are pushed as by pgjdbc. */
    public static final String DRAIN_AND_SLEEP = "drain-and-sleep";

    /**
     * Reads the form in which parameters and results name it.
     *
     * @param text {@code pgjdbc} for both, {@code pgjdbc+pgjdbc-ng} for a store and a listener,
     *     {@code pgjdbc+none} for polling only, {@value #DRAIN_AND_SLEEP}
     */
    public static Backend parse(String text) {
        if (text.equals(DRAIN_AND_SLEEP)) {
            return new Backend("pgjdbc", DRAIN_AND_SLEEP);
        }
        int plus = text.indexOf('+');
        return plus < 0 ? new Backend(text, text) : new Backend(text.substring(0, plus), text.substring(plus + 1));
    }

    /** Whether rings reach it. */
    public boolean listens() {
        return !listener.equals(PgQueuesConfig.NO_LISTENER) && !drainsAndSleeps();
    }

    /** Whether it is {@link DrainAndSleep}. */
    public boolean drainsAndSleeps() {
        return listener.equals(DRAIN_AND_SLEEP);
    }

    private String configured() {
        return drainsAndSleeps() ? PgQueuesConfig.NO_LISTENER : listener;
    }

    /** All else by default, as a user has it. */
    public PgQueuesConfig config(String url, String table) {
        return PgQueuesConfig.builder(url)
                .table(table)
                .store(store)
                .listener(configured())
                .build();
    }

    /** The same, but for the address to listen at. */
    PgQueuesConfig config(String url, String table, String listenUrl) {
        return PgQueuesConfig.builder(url)
                .table(table)
                .store(store)
                .listener(configured())
                .listenUrl(listenUrl)
                .build();
    }

    @Override
    public String toString() {
        if (drainsAndSleeps()) {
            return DRAIN_AND_SLEEP;
        }
        return store.equals(listener) ? store : store + "+" + listener;
    }
}
