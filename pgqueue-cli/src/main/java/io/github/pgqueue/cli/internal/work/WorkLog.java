package io.github.pgqueue.cli.internal.work;

import io.github.pgqueue.Job;
import io.github.pgqueue.JobTimeoutException;
import io.github.pgqueue.QueueEvent;
import io.github.pgqueue.QueueObserver;
import io.github.pgqueue.cli.internal.shared.Failures;
import io.github.pgqueue.cli.internal.shared.PlainText;
import io.github.pgqueue.cli.internal.shared.Times;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Tells of the work as it goes: what failed, how it goes on, and how much was done. What becomes of the node
 * itself, and of jobs of other nodes, is told by the library's own log. Thread-safe.
 */
final class WorkLog implements QueueObserver {

    private final PrintWriter err;
    private final WorkCounts counts = new WorkCounts();
    private long ends;

    WorkLog(PrintWriter err) {
        this.err = err;
    }

    WorkCounts counts() {
        return counts;
    }

    void paused(String queueName) {
        err.println(PlainText.oneLine(queueName) + " is paused; no job is begun until it is resumed");
    }

    void failed(Job job, Throwable failure) {
        failed(job.id(), Failures.describe(failure));
    }

    private void failed(long id, String why) {
        counts.failed();
        err.println("job " + id + " failed: " + PlainText.oneLine(why));
    }

    void stopping(long running) {
        err.println("stopping; waiting for " + running + (running == 1 ? " job" : " jobs") + " under way");
    }

    void summary() {
        err.println("done " + counts.successes() + ", failed " + counts.failures());
    }

    @Override
    public void onEvent(QueueEvent event) {
        if (event instanceof QueueEvent.Retried retried) {
            checkLimit(retried.id(), retried.type());
            String when = retried.delay().isZero() ? "at once" : "in " + Times.brief(retried.delay());
            err.println("job " + retried.id() + " is tried again " + when + ", after attempt " + retried.attempt());
        } else if (event instanceof QueueEvent.Failed failed) {
            checkLimit(failed.id(), failed.type());
            err.println("job " + failed.id() + " is given up after attempt " + failed.attempt());
        } else if (event instanceof QueueEvent.Cancelled cancelled) {
            err.println("job " + cancelled.id() + " was cancelled");
        } else if (!(event instanceof QueueEvent.Succeeded) && !(event instanceof QueueEvent.AckLost)) {
            return;
        }
        addEnd();
    }

    /** The handler itself has seen an interrupt, and no more. */
    private void checkLimit(long id, String type) {
        if (type.equals(JobTimeoutException.class.getName())) {
            failed(id, "its time limit is over");
        }
    }

    private synchronized void addEnd() {
        ends++;
        notifyAll();
    }

    /** Until all that was begun is told of, or the time is over: events come by a thread of their own. */
    synchronized void awaitEnds(Duration limit) {
        long start = System.nanoTime();
        long left = limit.toNanos();
        try {
            while (ends < counts.begun() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, left));
                left = limit.toNanos() - (System.nanoTime() - start);
            }
        } catch (InterruptedException hurried) {
            // What comes later is told later, or not at all.
            Thread.currentThread().interrupt();
        }
    }
}
