package io.github.pgqueue.chaos.plan;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.chaos.text.RecordText;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A job, or several that are alike. Travels as the job's payload, so that whoever handles it knows what to do.
 * Immutable.
 *
 * @param token names it: no two pushes share one
 * @param kind what it does
 * @param priority lower runs first
 * @param failures at how many first starts it fails
 * @param run how long its handler takes
 * @param pause how long until it is due, is run again after a snooze, or is cancelled
 * @param rule when its key counts
 * @param key its key; empty for none
 * @param way how it is pushed
 * @param copies how many are pushed
 * @param awaited whether the pusher waits for its end
 */
public record JobSpec(
        String token,
        JobKind kind,
        int priority,
        int failures,
        Duration run,
        Duration pause,
        KeyRule rule,
        String key,
        Way way,
        int copies,
        boolean awaited) {

    /** The header that repeats the token. */
    public static final String HEADER = "token";

    /**
     * Checks that key and rule agree.
     *
     * @throws IllegalArgumentException if they do not, or there is no copy
     */
    public JobSpec {
        if (key.isEmpty() != (rule == KeyRule.NONE)) {
            throw new IllegalArgumentException("rule " + rule + " and key '" + key + "' do not go together");
        }
        if (copies < 1) {
            throw new IllegalArgumentException("copies must be at least 1: " + copies);
        }
    }

    /**
     * A job of a kind that is pushed by itself and does nothing else.
     *
     * @param token names it
     * @param kind what it does
     * @return the job
     */
    public static JobSpec of(String token, JobKind kind) {
        return new JobSpec(token, kind, 0, 0, Duration.ZERO, Duration.ZERO, KeyRule.NONE, "", Way.SINGLE, 1, false);
    }

    /**
     * A job as its payload tells.
     *
     * @param text the payload
     * @return the job
     */
    public static JobSpec parse(String text) {
        return RecordText.parse(text, JobSpec.class);
    }

    /**
     * The payload.
     *
     * @return text that {@link #parse} reads
     */
    public String format() {
        return RecordText.format(this);
    }

    public JobSpec at(int priority) {
        return new JobSpec(token, kind, priority, failures, run, pause, rule, key, way, copies, awaited);
    }

    JobSpec running(Duration time) {
        return new JobSpec(token, kind, priority, failures, time, pause, rule, key, way, copies, awaited);
    }

    JobSpec failing(int times) {
        return new JobSpec(token, kind, priority, times, run, pause, rule, key, way, copies, awaited);
    }

    JobSpec pausing(Duration time) {
        return new JobSpec(token, kind, priority, failures, run, time, rule, key, way, copies, awaited);
    }

    JobSpec unique(KeyRule by, String text) {
        return new JobSpec(token, kind, priority, failures, run, pause, by, text, way, copies, awaited);
    }

    JobSpec pushed(Way by, int times) {
        return new JobSpec(token, kind, priority, failures, run, pause, rule, key, by, times, awaited);
    }

    public JobSpec awaited(boolean whether) {
        return new JobSpec(token, kind, priority, failures, run, pause, rule, key, way, copies, whether);
    }

    /**
     * One for each copy, with tokens of their own.
     *
     * @return itself if it is one
     */
    public List<JobSpec> each() {
        return copies == 1
                ? List.of(this)
                : IntStream.range(0, copies).mapToObj(this::copy).toList();
    }

    private JobSpec copy(int number) {
        return new JobSpec(token + "/" + number, kind, priority, failures, run, pause, rule, key, way, 1, awaited);
    }

    /**
     * The job to push.
     *
     * @return one of the copies
     */
    public NewJob job() {
        NewJob job = NewJob.of(format()).withPriority(priority).withHeader(HEADER, token);
        if (kind == JobKind.DELAYED) {
            job = job.withDelay(pause);
        }
        if (kind == JobKind.TIMED) {
            job = job.withTimeLimit(JobKind.LIMIT);
        }
        if (rule != KeyRule.NONE) {
            job = job.withUniqueKey(rule.key(key));
        }
        return kind.policy().map(job::withRetryPolicy).orElse(job);
    }
}
