package io.github.pgqueue.chaos.times;

import io.github.pgqueue.PgQueueException;
import io.github.pgqueue.chaos.fault.Fault;
import io.github.pgqueue.chaos.fault.Scene;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Somebody else, who pushes one job as soon as the server lets them. */
final class EagerPusher {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Fault fault;
    private final Scene scene;
    private final String payload;
    private final CountDownLatch ended = new CountDownLatch(1);

    EagerPusher(Fault fault, Scene scene, String payload) {
        this.fault = fault;
        this.scene = scene;
        this.payload = payload;
    }

    void start() {
        Thread thread = new Thread(this::run, "chaos-eager-pusher");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            do {
                if (isPushed()) {
                    return;
                }
            } while (!ended.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException nobodysBusiness) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isPushed() {
        try {
            fault.push(scene, payload);
            return true;
        } catch (SQLException | PgQueueException notYet) {
            return false;
        }
    }

    /** From now on it tries no more. */
    void end() {
        ended.countDown();
    }
}
