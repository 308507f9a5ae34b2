package io.github.pgqueue.cli.internal.shared;

/**
 * Something to do when the process is told to end by Ctrl-C or SIGTERM, unless this is closed before.
 *
 * @param hook does it, on a thread of its own, while all other threads go on
 */
public record AtShutdown(Thread hook) implements AutoCloseable {

    /**
     * Registers what is to be done.
     *
     * @param task ends in bounded time: the process waits for it
     * @return close it to take the registration back
     */
    public static AtShutdown run(Runnable task) {
        Thread hook = new Thread(task, "pgqueue-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        return new AtShutdown(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException underWay) {
            // Then it runs already, and shall.
            return;
        }
    }
}
