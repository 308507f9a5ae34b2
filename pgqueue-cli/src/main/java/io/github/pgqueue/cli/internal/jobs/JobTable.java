package io.github.pgqueue.cli.internal.jobs;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.cli.internal.shared.PlainText;
import io.github.pgqueue.cli.internal.shared.TextTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Jobs of one state, laid out for reading: a line a job. */
final class JobTable {

    private static final int ERROR_WIDTH = 60;
    private static final int FIRST_TEXT = 4;

    private JobTable() {}

    /**
     * The lines to print.
     *
     * @param jobs all in one state, since the time that they show depends on it
     * @return a head and a line a job, or one that says that there is none
     */
    static List<String> of(List<JobInfo> jobs) {
        if (jobs.isEmpty()) {
            return List.of("no jobs");
        }
        boolean waiting = jobs.get(0).state() == JobState.NEW;
        TextTable table = new TextTable(
                List.of("ID", "PRIORITY", "ATTEMPT", waiting ? "DUE" : "CHANGED", "NODE", "ERROR"), FIRST_TEXT);
        jobs.forEach(job -> table.add(row(job, waiting ? job.runAt() : job.updatedAt())));
        return table.lines();
    }

    private static List<String> row(JobInfo job, Instant time) {
        return List.of(
                Long.toString(job.id()),
                Integer.toString(job.priority()),
                Integer.toString(job.attempt()),
                time.truncatedTo(ChronoUnit.SECONDS).toString(),
                job.node().map(PlainText::oneLine).orElse("-"),
                job.error().map(error -> PlainText.oneLine(error, ERROR_WIDTH)).orElse("-"));
    }
}
