package io.github.pgqueue.vertx.internal;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A Vert.x for one connection, with one thread for it. It is not shared: so nobody else's handler can hold this
 * connection up, and ending it ends all that was begun on it, half-made connections too. Netty needs a thread of its
 * own to end it, which goes after a second. Thread-safe.
 */
final class Loop {

    private static final System.Logger LOG = System.getLogger(Loop.class.getName());

    private final Vertx vertx;
    private @Nullable Future<Void> ending;

    private Loop(Vertx vertx) {
        this.vertx = vertx;
    }

    static Loop start() {
        return new Loop(Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setUseDaemonThread(true)
                .setDisableTCCL(true)
                .setPreferNativeTransport(false)
                // A sink returns at once; nobody need look every second whether it did.
                .setBlockedThreadCheckInterval(1)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.DAYS)
                // No folder for temporary files, and no hook for its end.
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false))));
    }

    Vertx vertx() {
        return vertx;
    }

    /**
     * Waits on the caller's thread. What fails ends all, before anybody hears of it: nobody has the client any more then,
     * and once it is garbage, Vert.x leaves its connections half a minute to end by themselves.
     *
     * @throws TimeoutException if it takes longer than the limit
     */
    <T> T await(Future<T> future, Duration limit) throws ExecutionException, InterruptedException, TimeoutException {
        return get(future.onFailure(failure -> end()), limit);
    }

    private static <T> T get(Future<T> future, Duration limit)
            throws ExecutionException, InterruptedException, TimeoutException {
        return future.toCompletionStage()
                .toCompletableFuture()
                .get(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
    }

    private synchronized Future<Void> end() {
        if (ending == null) {
            ending = vertx.close();
        }
        return ending;
    }

    /** Ends all; returns when that is over, or after the limit, and on its own thread at once. */
    void close(Duration limit) {
        Future<Void> closing = end();
        Context here = Vertx.currentContext();
        if (here != null && here.owner() == vertx) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            get(closing, limit);
        } catch (InterruptedException interruption) {
            interrupted = true;
        } catch (ExecutionException | TimeoutException late) {
            LOG.log(System.Logger.Level.DEBUG, "a Vert.x did not end in time, and goes on ending", late);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
