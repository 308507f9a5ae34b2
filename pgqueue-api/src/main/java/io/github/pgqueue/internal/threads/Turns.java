package io.github.pgqueue.internal.threads;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Runs an action whenever it is signalled, never twice at once, on shared threads: a signal that comes
 * while the action runs is remembered and leads to one more run. A signal is not lost, and never throws, if
 * the system has no thread to give: it is tried again. Thread-safe.
 *
 * <pre>
 *   IDLE ──signal──▶ TURNING ──signal──▶ AGAIN
 *    ▲                 │  ▲                │
 *    └─────end─────────┘  └──────end───────┘
 * </pre>
 */
public final class Turns {

    private enum State {
        IDLE,
        TURNING,
        AGAIN
    }

    private static final Logger LOG = System.getLogger(Turns.class.getName());

    private static final Duration NO_THREAD_PAUSE = Duration.ofMillis(50);

    private final Executor threads;
    private final Runnable action;
    private final Alarm again;
    private State state = State.IDLE;

    public Turns(Executor threads, Function<Runnable, Alarm> alarms, Runnable action) {
        this.threads = threads;
        this.action = action;
        this.again = alarms.apply(this::signal);
    }

    public void signal() {
        synchronized (this) {
            State before = state;
            state = before == State.IDLE ? State.TURNING : State.AGAIN;
            if (before != State.IDLE) {
                return;
            }
        }
        submit();
    }

    private void submit() {
        try {
            threads.execute(this::turn);
        } catch (RejectedExecutionException closed) {
            becomeIdle();
        } catch (RuntimeException | Error noThread) {
            becomeIdle();
            tryAgain(noThread);
        }
    }

    private synchronized void becomeIdle() {
        state = State.IDLE;
    }

    private void tryAgain(Throwable noThread) {
        try {
            again.set(NO_THREAD_PAUSE);
            LOG.log(Level.WARNING, "no thread can be had; tried again", noThread);
        } catch (RuntimeException | Error noAlarm) {
            // It is kept all the same, and goes on with the next alarm of anybody.
            LOG.log(Level.WARNING, "no thread can be had; tried again once there is one", noAlarm);
        }
    }

    private void turn() {
        try {
            action.run();
        } finally {
            if (isAgain()) {
                // To the end of the line: a busy queue must not keep a thread to itself.
                submit();
            }
        }
    }

    private synchronized boolean isAgain() {
        boolean again = state == State.AGAIN;
        state = again ? State.TURNING : State.IDLE;
        return again;
    }
}
