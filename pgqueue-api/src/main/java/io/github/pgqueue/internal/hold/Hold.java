package io.github.pgqueue.internal.hold;

import io.github.pgqueue.internal.threads.Alarm;
import io.github.pgqueue.internal.threads.EngineThreads;
import io.github.pgqueue.internal.threads.Turns;
import org.jspecify.annotations.Nullable;

/**
 * What one line of turns holds: at most one lot of jobs, and the next one only after it. Used by one turn at a time, but
 * for {@link #isFree}, which anybody may ask.
 */
public final class Hold {

    private final Turns line;
    private final Alarm end;
    private volatile @Nullable HeldRuns runs;

    public Hold(Turns line, EngineThreads threads) {
        this.line = line;
        this.end = threads.alarm(line::signal);
    }

    public boolean isFree() {
        return runs == null;
    }

    @Nullable
    HeldRuns runs() {
        return runs;
    }

    /** From now on, and its line has a turn when there is nothing to wait for. */
    void take(HeldRuns taken) {
        runs = taken;
        end.set(HeldRuns.LONGEST);
    }

    void signal() {
        line.signal();
    }

    void clear() {
        end.cancel();
        runs = null;
    }
}
