package io.github.pgqueue.chaos.control;

import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.Event.Death;
import io.github.pgqueue.chaos.history.Recorder;
import io.github.pgqueue.chaos.plan.FaultKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The place of one process, in which another is started when it dies. Thread-safe. */
final class Slot {

    private final String name;
    private final Function<String, ProcessBuilder> command;
    private final Recorder books;
    private int number;
    private @Nullable Child child;
    private boolean over;

    /**
     * An empty place.
     *
     * @param name what its processes' names begin with
     * @param command how one of a name is started
     * @param books where deaths are written
     */
    Slot(String name, Function<String, ProcessBuilder> command, Recorder books) {
        this.name = name;
        this.command = command;
        this.books = books;
    }

    String name() {
        return name;
    }

    /** Starts the next process, unless one runs or the run is over. */
    synchronized void start() {
        if (over || child != null && child.isAlive()) {
            return;
        }
        number++;
        try {
            Child next = Child.start(name + "." + number, command.apply(name + "." + number), books);
            child = next;
            next.gone().thenAcceptAsync(death -> died(next, death));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void died(Child dead, Death death) {
        if (death == Death.CRASHED) {
            Instant now = Instant.now();
            books.record(new Event.Fault(now, now, FaultKind.CRASH, dead.name(), ""));
            start();
        }
    }

    /** The process that is there now; empty name if there is none. */
    synchronized @Nullable Child child() {
        return child;
    }

    /** Kills it, and starts another later. */
    String kill(Duration later) throws InterruptedException {
        Child now = child();
        if (now == null || !now.isAlive()) {
            return "was dead";
        }
        now.kill();
        Waits.pause(later);
        start();
        return now.name();
    }

    /** Stops it for a time. */
    String pause(Duration time) throws InterruptedException {
        Child now = child();
        if (now == null || !now.isAlive()) {
            return "was dead";
        }
        Signals.stop(now.handle());
        try {
            Waits.pause(time);
        } finally {
            Signals.go(now.handle());
        }
        return now.name();
    }

    /** Asks it to end, and starts another later. */
    String close(Duration limit, Duration later) throws InterruptedException {
        Child now = child();
        if (now == null || !now.isAlive()) {
            return "was dead";
        }
        boolean closed = now.close(limit);
        Waits.pause(later);
        start();
        return now.name() + (closed ? "" : " did not end");
    }

    /** No more processes. */
    synchronized void over() {
        over = true;
    }

    void destroy() {
        over();
        Child now = child();
        if (now != null) {
            now.destroy();
        }
    }
}
