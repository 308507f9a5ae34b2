package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.AttemptError;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import java.util.List;

/** Jobs as they are not. */
final class Infos {

    private Infos() {}

    static JobInfo withState(JobInfo job, JobState state) {
        return with(job, state, job.attempt(), job.errors());
    }

    static JobInfo withAttempt(JobInfo job, int attempt) {
        return with(job, job.state(), attempt, job.errors());
    }

    static JobInfo withErrors(JobInfo job, List<AttemptError> errors) {
        return with(job, job.state(), job.attempt(), errors);
    }

    private static JobInfo with(JobInfo job, JobState state, int attempt, List<AttemptError> errors) {
        return new JobInfo(
                job.id(),
                job.queueName(),
                state,
                job.priority(),
                attempt,
                job.error(),
                job.runAt(),
                job.createdAt(),
                job.updatedAt(),
                job.node(),
                job.cancelRequested(),
                errors,
                job.headers());
    }
}
