package io.github.pgqueue.internal.lease;

import io.github.pgqueue.internal.threads.Alarm;
import io.github.pgqueue.internal.threads.Deadline;
import io.github.pgqueue.internal.threads.EngineThreads;
import io.github.pgqueue.spi.JobAdmin;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;

/** Deletes what has been kept long enough, while it is this node's duty: a small step, a pause, the next. */
public final class Pruning {

    public static final int STEP = 1_000;

    private static final Logger LOG = System.getLogger(Pruning.class.getName());

    private static final String DUTY = "prune";
    private static final Duration DUTY_TIME = Duration.ofMinutes(6);
    /** Who has the duty says so again when half of its time is over. */
    private static final Duration RENEWAL = DUTY_TIME.dividedBy(2);

    private static final Duration INTERVAL = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final long FIRST_MILLIS = 1_000;

    private final JobAdmin admin;
    private final String node;
    private final Executor threads;
    private final Alarm alarm;
    private boolean started;
    private volatile Deadline renewAt = Deadline.in(Duration.ZERO);

    public Pruning(JobAdmin admin, String node, EngineThreads threads) {
        this.admin = admin;
        this.node = node;
        this.threads = threads.exchanges();
        this.alarm = threads.alarm(this::submit);
    }

    /** The first call starts it. */
    public synchronized void start() {
        if (!started) {
            started = true;
            alarm.set(Duration.ofMillis(ThreadLocalRandom.current().nextLong(FIRST_MILLIS / 2, FIRST_MILLIS)));
        }
    }

    public void close() {
        alarm.cancel();
    }

    private void submit() {
        try {
            threads.execute(this::step);
        } catch (RejectedExecutionException closed) {
            LOG.log(Level.DEBUG, "closed before it was this node's turn to prune");
        }
    }

    private void step() {
        boolean more = false;
        try {
            more = isOnDuty() && admin.prune(STEP) == STEP;
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.DEBUG, "could not prune; tried again later", failure);
        }
        alarm.set(more ? PAUSE : INTERVAL);
    }

    private boolean isOnDuty() {
        if (!renewAt.isOver()) {
            return true;
        }
        boolean taken = admin.takeDuty(DUTY, node, DUTY_TIME);
        renewAt = Deadline.in(taken ? RENEWAL : Duration.ZERO);
        return taken;
    }
}
