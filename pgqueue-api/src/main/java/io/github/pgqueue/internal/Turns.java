package io.github.pgqueue.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs an action whenever it is signalled, never twice at once, on shared threads: a signal that comes
 * while the action runs is remembered and leads to one more run. Thread-safe.
 *
 * <pre>
 *   IDLE ──signal──▶ TURNING ──signal──▶ AGAIN
 *    ▲                 │  ▲                │
 *    └─────end─────────┘  └──────end───────┘
 * </pre>
 */
final class Turns {

    private enum State {
        IDLE,
        TURNING,
        AGAIN
    }

    private final Executor threads;
    private final Runnable action;
    private State state = State.IDLE;

    Turns(Executor threads, Runnable action) {
        this.threads = threads;
        this.action = action;
    }

    void signal() {
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
            synchronized (this) {
                state = State.IDLE;
            }
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
