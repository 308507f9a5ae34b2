package io.github.pgqueue;

import java.util.List;
import java.util.Optional;

/**
 * Some of the jobs that a {@link JobFilter} means, in order. Immutable.
 *
 * @param jobs in the order of the listing
 * @param next where the next page begins, to be handed to {@link PgQueue#jobs(JobFilter, int, Optional)};
 *     empty on the last page
 */
public record JobPage(List<JobInfo> jobs, Optional<String> next) {

    /**
     * Copies the list.
     *
     * @param jobs in the order of the listing
     * @param next where the next page begins
     */
    public JobPage {
        jobs = List.copyOf(jobs);
    }
}
