package io.github.pgqueue.pgjdbcng.internal;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets the process's logins through one by one: two that find the driver's shared threads not running would
 * start them twice, and one lot then never ends. A login that is stuck holds the next one up for a moment,
 * and those behind that one no more.
 */
final class Turnstile {

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private static volatile Semaphore current = new Semaphore(1, true);

    private final Semaphore mine;

    private Turnstile(Semaphore mine) {
        this.mine = mine;
    }

    /**
     * Waits for its turn.
     *
     * @param limit goes on without it after this time
     * @return the turn, to be ended by {@link #leave()}
     */
    static Turnstile pass(Duration limit) {
        Semaphore entrance = current;
        Duration wait = limit.compareTo(LONGEST) < 0 ? limit : LONGEST;
        try {
            if (entrance.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Turnstile(entrance);
            }
        } catch (InterruptedException nobodysBusiness) {
            // This thread is the login's own, and nobody knows it.
        }
        return new Turnstile(replace(entrance));
    }

    /** In the place of one that is stuck. */
    private static synchronized Semaphore replace(Semaphore stuck) {
        Semaphore taken = new Semaphore(0, true);
        if (current == stuck) {
            current = taken;
        }
        return taken;
    }

    /** The next one may go. */
    void leave() {
        mine.release();
    }
}
