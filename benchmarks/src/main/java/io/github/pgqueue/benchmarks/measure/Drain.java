package io.github.pgqueue.benchmarks.measure;

import io.github.pgqueue.benchmarks.contender.Entrant;
import io.github.pgqueue.benchmarks.contender.Handler;
import io.github.pgqueue.benchmarks.contender.Workers;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Has workers do what is there, until each row is done, and then again. For one thread. */
final class Drain {

    /** How many times the jobs that it takes at least are a backlog to warm up with: one that runs as the measured does. */
    private static final int BACKLOG = 5;

    private final Stage stage;
    private final Entrant entrant;
    private final int workers;
    private final Handler work;

    /**
     * Starts nothing yet.
     *
     * @param workers how many jobs may be done at once
     * @param work what each job is
     */
    Drain(Stage stage, int workers, Handler work) {
        this.stage = stage;
        this.entrant = stage.entrant();
        this.workers = workers;
        this.work = work;
    }

    /**
     * What was done.
     *
     * @param done rows
     * @param seconds since the workers were started
     */
    record Done(long done, double seconds) {

        double rate() {
            if (done <= 0) {
                throw new IllegalStateException("no job was done within " + seconds + " s");
            }
            return done / seconds;
        }
    }

    /**
     * Does all that is there.
     *
     * @param all how many that is
     * @param limit after which the rest is left
     */
    Done run(long all, Duration limit) throws Exception {
        LongAdder handled = new LongAdder();
        Deadline deadline = Deadline.in(limit);
        Workers running = entrant.work(workers, payload -> {
            work.handle(payload);
            handled.increment();
        });
        try (running) {
            // Counting rows would slow them down before the end is near.
            boolean wasHandled = deadline.await(() -> handled.sum() >= all);
            boolean wasDone = wasHandled && deadline.await(() -> entrant.unfinished() == 0);
            double seconds = deadline.elapsed();
            return new Done(all - (wasDone ? 0 : entrant.unfinished()), seconds);
        }
    }

    /**
     * Has backlogs done until it is enough, the last one too, but for who is so slow that he is not waited for.
     *
     * @param warmUp how much; its time is that of the workers, and of filling what they do
     * @return how many were done
     */
    long warmUp(WarmUp warmUp) throws Exception {
        Deadline since = Deadline.in(WarmUp.GIVE_UP);
        long done = 0;
        while (warmUp.jobs() > 0 && !warmUp.isEnough(done, since.elapsed())) {
            long before = entrant.unfinished();
            int jobs = BACKLOG * warmUp.jobs();
            stage.fill(jobs);
            done += run(before + jobs, WarmUp.GIVE_UP).done();
        }
        return done;
    }
}
