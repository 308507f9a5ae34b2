package io.github.pgqueue.chaos.history;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Notes when its process stands still: a thread that wakes so often sees that it woke late. What happens to a
 * process that was stopped, or had no time on its machine, is judged by this.
 */
public final class Pulse {

    private static final Duration BEAT = Duration.ofMillis(25);
    private static final Duration LATE = Duration.ofMillis(150);

    private final Recorder recorder;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "chaos-pulse");

    private Pulse(Recorder recorder) {
        this.recorder = recorder;
    }

    /**
     * Begins.
     *
     * @param recorder where it notes
     * @return to be ended before the recorder is closed, or never
     */
    public static Pulse start(Recorder recorder) {
        Pulse pulse = new Pulse(recorder);
        pulse.thread.setDaemon(true);
        pulse.thread.start();
        return pulse;
    }

    private void run() {
        Instant last = Instant.now();
        try {
            while (!end.await(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                Instant now = Instant.now();
                if (Duration.between(last, now).compareTo(LATE) > 0) {
                    recorder.record(new Event.Paused(last, now));
                }
                last = now;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void end() throws InterruptedException {
        end.countDown();
        thread.join();
    }
}
