package io.github.pgqueue;

import java.time.Duration;
import java.util.Optional;

/**
 * How many jobs of one queue are in one state. Immutable.
 *
 * @param queueName the queue
 * @param state the state
 * @param jobs how many, at least 1
 * @param oldestDue for {@link JobState#NEW}: for how long the job that waits longest has been due;
 *     empty if none is due yet, and for the other states
 */
public record QueueStats(String queueName, JobState state, long jobs, Optional<Duration> oldestDue) {}
