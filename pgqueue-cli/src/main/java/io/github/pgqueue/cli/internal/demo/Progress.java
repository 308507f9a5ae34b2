package io.github.pgqueue.cli.internal.demo;

import io.github.pgqueue.cli.internal.shared.Io;
import java.time.Duration;
import java.util.function.Supplier;

/** One line that is drawn over while a person watches, or a line a second where nobody does. */
final class Progress implements AutoCloseable {

    static final Duration INTERVAL = Duration.ofMillis(50);

    private static final long LIVE_INTERVAL_NANOS = INTERVAL.toNanos();
    private static final String START_OF_LINE = "\r";
    private static final String ERASE_TO_END = "\u001b[K";
    private static final long PLAIN_INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    private final Io io;
    private long shown = System.nanoTime();
    private boolean open;

    Progress(Io io) {
        this.io = io;
    }

    void show(Supplier<String> text) {
        long waited = System.nanoTime() - shown;
        if (waited < (io.live() ? LIVE_INTERVAL_NANOS : PLAIN_INTERVAL_NANOS)) {
            return;
        }
        shown = System.nanoTime();
        if (io.live()) {
            io.out().print(START_OF_LINE + text.get() + ERASE_TO_END);
            io.out().flush();
            open = true;
        } else {
            io.out().println(text.get());
        }
    }

    /** The last line, which stays. */
    void finish(Supplier<String> text) {
        io.out().println((io.live() ? START_OF_LINE : "") + text.get() + (io.live() ? ERASE_TO_END : ""));
        open = false;
    }

    /** Leaves the line, if what it told of was broken off. */
    @Override
    public void close() {
        if (open) {
            io.out().println();
        }
    }
}
