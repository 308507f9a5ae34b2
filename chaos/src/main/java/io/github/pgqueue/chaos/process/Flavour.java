package io.github.pgqueue.chaos.process;

import io.github.pgqueue.PgQueuesConfig;

/**
 * By which backends a process keeps jobs and listens. Immutable.
 *
 * @param store the store's name
 * @param listener the listener's name
 */
public record Flavour(String store, String listener) {

    private static final String PGJDBC = "pgjdbc";
    private static final String PGJDBC_NG = "pgjdbc-ng";

    private static final Flavour[] ALL = {
        new Flavour(PGJDBC, PGJDBC),
        new Flavour(PGJDBC_NG, PGJDBC_NG),
        new Flavour(PGJDBC, PgQueuesConfig.NO_LISTENER),
        new Flavour(PGJDBC_NG, PGJDBC),
        new Flavour(PGJDBC, PGJDBC_NG),
        new Flavour(PGJDBC_NG, PgQueuesConfig.NO_LISTENER)
    };

    /**
     * One for each process, both backends in turn.
     *
     * @param number of the process, from 0
     * @return its flavour
     */
    public static Flavour of(int number) {
        return ALL[number % ALL.length];
    }

    /**
     * A flavour as it is written.
     *
     * @param text such as {@code pgjdbc+none}
     * @return the flavour
     */
    public static Flavour parse(String text) {
        String[] parts = text.split("\\+");
        return new Flavour(parts[0], parts[1]);
    }

    @Override
    public String toString() {
        return store + "+" + listener;
    }
}
