package io.github.pgqueue.internal.job;

import io.github.pgqueue.JobExit;
import io.github.pgqueue.JobTimeoutException;
import io.github.pgqueue.NodeLostException;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.Settlement;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says how a job goes on, from how its handler ended. Immutable and thread-safe.
 *
 * @param options of the subscription
 */
public record Verdicts(SubscribeOptions options) {

    private static final Logger LOG = System.getLogger(Verdicts.class.getName());

    private static final RetryPolicy DEFAULT = RetryPolicy.exponential();

    /** How long the handler may take. */
    Optional<Duration> timeLimit(ClaimedJob job) {
        return job.handling().timeLimit().or(options::timeLimit);
    }

    /**
     * For a job whose node died: whether it has used up its attempts, so that it is not to be started again.
     */
    Optional<Settlement> beforeStart(ClaimedJob job) {
        if (!job.handling().rescued()) {
            return Optional.empty();
        }
        NodeLostException loss = new NodeLostException("the node that ran attempt " + (job.attempt() - 1) + " is lost");
        return delayAfter(job, failedAttempts(job) - 1, loss).isPresent()
                ? Optional.empty()
                : Optional.of(Settlement.abandon(job.fence()));
    }

    /**
     * For a handler that has ended.
     *
     * @param seen the job as it saw it
     * @param thrown what it threw; {@code null} if it returned
     */
    Settlement after(ClaimedJob job, HandledJob seen, @Nullable Throwable thrown) {
        Stop stop = seen.stopped();
        if (stop == Stop.TIME_LIMIT) {
            return failed(job, timeout(job, thrown));
        }
        if (thrown == null) {
            return Settlement.success(job.fence(), seen.result());
        }
        if (stop == Stop.CANCEL) {
            return Settlement.cancel(job.fence(), Failure.of(thrown));
        }
        if (thrown instanceof JobExit exit) {
            return exit(job, exit);
        }
        if (stop == Stop.LEASE) {
            return lost(job, thrown);
        }
        if (stop == Stop.CLOSE) {
            return Settlement.retry(job.fence(), Failure.of(thrown), Duration.ZERO);
        }
        return failed(job, thrown);
    }

    /** As for a node that died: at once, but not more often than the policy allows. */
    private Settlement lost(ClaimedJob job, Throwable thrown) {
        NodeLostException loss = new NodeLostException(Stop.LEASE.reason());
        return delayAfter(job, failedAttempts(job), loss).isPresent()
                ? Settlement.retry(job.fence(), Failure.of(thrown), Duration.ZERO)
                : Settlement.error(job.fence(), Failure.of(thrown));
    }

    private JobTimeoutException timeout(ClaimedJob job, @Nullable Throwable thrown) {
        JobTimeoutException timeout = new JobTimeoutException(timeLimit(job).orElse(Duration.ZERO));
        if (thrown != null) {
            timeout.addSuppressed(thrown);
        }
        return timeout;
    }

    private Settlement exit(ClaimedJob job, JobExit exit) {
        return switch (exit.kind()) {
            case SNOOZE -> Settlement.snooze(job.fence(), exit.delay());
            case CANCEL -> Settlement.cancel(job.fence(), Failure.of(exit));
            case GIVE_UP -> Settlement.error(job.fence(), Failure.of(exit));
            case RETRY -> retry(job, exit);
        };
    }

    private Settlement retry(ClaimedJob job, JobExit exit) {
        Throwable cause = exit.getCause() == null ? exit : exit.getCause();
        if (delayAfter(job, failedAttempts(job), cause).isEmpty()) {
            return Settlement.error(job.fence(), Failure.of(cause));
        }
        Optional<Instant> at = exit.at();
        return at.isPresent()
                ? Settlement.retryAt(job.fence(), Failure.of(cause), at.get())
                : Settlement.retry(job.fence(), Failure.of(cause), exit.delay());
    }

    private Settlement failed(ClaimedJob job, Throwable thrown) {
        Optional<Duration> delay = delayAfter(job, failedAttempts(job), thrown);
        return delay.isPresent()
                ? Settlement.retry(job.fence(), Failure.of(thrown), delay.get())
                : Settlement.error(job.fence(), Failure.of(thrown));
    }

    private static int failedAttempts(ClaimedJob job) {
        return job.attempt() - job.handling().excused();
    }

    private Optional<Duration> delayAfter(ClaimedJob job, int attempts, Throwable cause) {
        RetryPolicy policy = job.handling().retryPolicy().orElse(options.retryPolicy());
        // A row that was changed by hand can have more attempts excused than it had.
        int failed = Math.max(1, attempts);
        try {
            return policy.delayAfter(failed, cause).map(Verdicts::inRange);
        } catch (RuntimeException | Error broken) {
            LOG.log(
                    Level.WARNING,
                    "queue " + job.queueName() + ": the retry policy throws; the default is taken",
                    broken);
            return DEFAULT.delayAfter(failed, cause);
        }
    }

    private static Duration inRange(Duration delay) {
        if (delay.isNegative()) {
            return Duration.ZERO;
        }
        return delay.compareTo(RetryPolicy.LONGEST_DELAY) > 0 ? RetryPolicy.LONGEST_DELAY : delay;
    }
}
