package io.github.pgqueue.checks.wrong.spi;

/** Leaves the unit to a name. */
public interface TakesMillis {

    /** Milliseconds, one hopes. */
    void beat(long leaseMillis);
}
