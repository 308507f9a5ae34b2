package io.github.pgqueue.testkit.contract;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What all topics share. Extend {@link BackendContract} or a topic, not this. */
@DisplayNameGeneration(RuleNames.class)
@ResourceLock(value = NeedsServerAlone.SERVER, mode = ResourceAccessMode.READ)
@ExtendWith({RuleReporter.class, Around.class})
@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class Contract {

    /** Long enough that a mistake shows, short enough to wait for what must not happen. */
    static final Duration A_MOMENT = Duration.ofMillis(300);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private Around.Found around;
    private ContractBackend backend;

    /** For the topics. */
    Contract() {}

    /**
     * Makes the backend under test, with a fresh and empty place for jobs. Called before each test. A topic
     * that is run alone overrides this; within a {@link BackendContract} that one's is called instead.
     *
     * @return the backend, which the contract closes
     */
    protected ContractBackend newBackend() {
        return around.newBackend(getClass());
    }

    @BeforeEach
    final void openBackend(Around.Found found) {
        around = found;
        backend = newBackend();
    }

    /** Closes what was opened last first; the first failure counts. */
    @AfterEach
    final void closeAll() throws Exception {
        try {
            closeOpened();
        } finally {
            backend.close();
        }
    }

    private void closeOpened() throws Exception {
        AutoCloseable one = opened.poll();
        if (one != null) {
            try {
                one.close();
            } finally {
                closeOpened();
            }
        }
    }

    final ContractBackend backend() {
        return backend;
    }

    final Duration patience() {
        return backend.patience();
    }

    /** Closed after the test, before what was opened earlier. */
    final <T extends AutoCloseable> T closing(T resource) {
        opened.push(resource);
        return resource;
    }

    /** Runs something that must not take longer, and fails instead of hanging with it. */
    static <T> T within(Duration limit, String what, Callable<T> call) {
        CompletableFuture<T> result = started(what, call);
        try {
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return Assertions.fail(what + " has not returned within " + limit.toMillis() + " ms");
        } catch (ExecutionException failed) {
            return rethrow(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Assertions.fail("interrupted during " + what, interrupted);
        }
    }

    /** The same for something without a result. */
    static void within(Duration limit, String what, Action action) {
        within(limit, what, () -> {
            action.run();
            return true;
        });
    }

    /** Starts something beside the test. */
    static <T> CompletableFuture<T> started(String what, Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(call.call());
                    } catch (Throwable failure) {
                        result.completeExceptionally(failure);
                    }
                },
                "contract: " + what);
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    /** What the call itself has thrown, as far as it can be thrown here. */
    private static <T> T rethrow(ExecutionException failed) {
        Throwable cause = failed.getCause();
        if (cause instanceof ExecutionException inner) {
            return rethrow(inner);
        }
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException exception) {
            throw exception;
        }
        throw new IllegalStateException(cause);
    }

    /** Something to do that may fail. */
    @FunctionalInterface
    interface Action {
        /** Does it. */
        void run() throws Exception;
    }
}
