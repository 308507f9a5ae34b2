package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;

/** Jobs as they are not. */
final class Infos {

    private Infos() {}

    static JobInfo withState(JobInfo job, JobState state) {
        return new JobInfo(
                job.id(),
                job.queueName(),
                state,
                job.priority(),
                job.attempt(),
                job.error(),
                job.runAt(),
                job.createdAt(),
                job.updatedAt());
    }
}
