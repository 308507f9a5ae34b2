package io.github.pgqueue.testkit.contract.delivery;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A user's executor: one thread that does one thing after the other and, other than those of the JDK,
 * leaves an interrupt flag as it finds it. Thread-safe.
 */
final class PlainWorker implements Executor, AutoCloseable {

    static final String THREAD_NAME = "contract-worker";

    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    PlainWorker() {
        Thread thread = new Thread(this::work, THREAD_NAME);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void execute(Runnable command) {
        waiting.add(command);
    }

    private void work() {
        boolean flag = false;
        while (!closed) {
            try {
                Runnable next = waiting.take();
                if (flag) {
                    Thread.currentThread().interrupt();
                }
                next.run();
                flag = Thread.interrupted();
            } catch (InterruptedException late) {
                flag = true;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        waiting.add(() -> {});
    }
}
