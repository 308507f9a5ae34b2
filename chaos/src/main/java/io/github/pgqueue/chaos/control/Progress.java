package io.github.pgqueue.chaos.control;

import io.github.pgqueue.chaos.history.Event;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells people how a run goes. Thread-safe. */
public final class Progress {

    private static final int EVERY = 25;

    private final PrintStream out;
    private final boolean verbose;
    private final Instant begin = Instant.now();
    private final AtomicInteger faults = new AtomicInteger();

    /**
     * A new one.
     *
     * @param out where it tells
     * @param verbose whether it tells of each fault
     */
    public Progress(PrintStream out, boolean verbose) {
        this.out = out;
        this.verbose = verbose;
    }

    void fault(Event.Fault fault) {
        int number = faults.incrementAndGet();
        if (verbose) {
            say(fault.kind() + " " + fault.target() + " " + fault.note());
        } else if (number % EVERY == 0) {
            say(number + " faults");
        }
    }

    void say(String what) {
        Duration time = Duration.between(begin, Instant.now());
        out.printf("%6.1f s  %s%n", time.toMillis() / 1_000.0, what.strip());
    }
}
