package io.github.pgqueue.chaos.control;

import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.Event.Death;
import io.github.pgqueue.chaos.history.Recorder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One process, from its start to its end, which is written down once. Thread-safe. */
final class Child {

    private final String name;
    private final Process process;
    private final AtomicReference<@Nullable Death> reason = new AtomicReference<>();
    private final CompletableFuture<Death> gone;

    private Child(String name, Process process, Recorder books) {
        this.name = name;
        this.process = process;
        this.gone = process.onExit().thenApply(ended -> {
            Death death = death(ended.exitValue());
            books.record(new Event.Died(Instant.now(), name, death, ended.exitValue()));
            return death;
        });
    }

    static Child start(String name, ProcessBuilder builder, Recorder books) throws IOException {
        return new Child(name, builder.start(), books);
    }

    private Death death(int status) {
        Death given = reason.get();
        if (given != null) {
            return given;
        }
        return status == 0 ? Death.DONE : Death.CRASHED;
    }

    String name() {
        return name;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Completes once the end is written down. */
    CompletableFuture<Death> gone() {
        return gone;
    }

    void kill() throws InterruptedException {
        end(Death.KILLED);
    }

    /** As an application ends; tells whether it did so in time. */
    boolean close(Duration limit) throws InterruptedException {
        reason.compareAndSet(null, Death.CLOSED);
        try {
            process.getOutputStream().close();
            gone.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | IOException e) {
            reason.set(Death.STUCK);
            end(Death.STUCK);
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void end(Death why) throws InterruptedException {
        reason.compareAndSet(null, why);
        process.destroyForcibly();
        try {
            gone.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For the end of the program, in whatever state it is. */
    void destroy() {
        process.destroyForcibly();
    }
}
