package io.github.pgqueue.jdbc.internal.connect;

import io.github.pgqueue.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/** Another way that is taken for a while after the server has refused the usual one. Thread-safe. */
public final class Detour {

    private static final Logger LOG = System.getLogger(Detour.class.getName());

    /** Whatever the server has refused it for, such as a privilege, may be put right meanwhile. */
    private static final Duration TIME = Duration.ofMinutes(1);

    private final String meaning;
    private volatile OptionalLong since = OptionalLong.empty();
    private final AtomicBoolean isTold = new AtomicBoolean();

    /**
     * Not taken yet.
     *
     * @param meaning what it does, for the log
     */
    public Detour(String meaning) {
        this.meaning = meaning;
    }

    /** From now on, for a minute. */
    public void take(StoreException refused) {
        since = OptionalLong.of(System.nanoTime());
        // What cannot be helped is tried again each time.
        LOG.log(
                isTold.getAndSet(true) ? Level.DEBUG : Level.WARNING,
                meaning + " for a while, as what costs less failed",
                refused);
    }

    public boolean isTaken() {
        OptionalLong taken = since;
        return taken.isPresent() && System.nanoTime() - taken.getAsLong() < TIME.toNanos();
    }
}
