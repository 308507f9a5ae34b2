package io.github.pgqueue.cli.internal.jobs;

import io.github.pgqueue.AttemptError;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.cli.internal.shared.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** All that is known of one job, but its payload, laid out for reading. */
final class JobSheet {

    private JobSheet() {}

    /**
     * The lines to print.
     *
     * @param job the job
     * @return a line a fact; then headers and failures, if there are any
     */
    static List<String> of(JobInfo job) {
        List<String> lines = new ArrayList<>();
        add(lines, "id", Long.toString(job.id()));
        add(lines, "queue", job.queueName());
        add(lines, "state", job.state().status() + (job.cancelRequested() ? ", asked to end" : ""));
        add(lines, "priority", Integer.toString(job.priority()));
        add(lines, "attempt", Integer.toString(job.attempt()));
        add(lines, "due", job.runAt().toString());
        add(lines, "pushed", job.createdAt().toString());
        add(lines, "changed", job.updatedAt().toString());
        job.node().ifPresent(node -> add(lines, "node", node));
        job.error().ifPresent(error -> add(lines, "error", error));
        new TreeMap<>(job.headers()).forEach((name, value) -> add(lines, "header", name + "=" + value));
        job.errors().forEach(error -> add(lines, error));
        return lines;
    }

    private static void add(List<String> lines, String name, String value) {
        lines.add(String.format(Locale.ROOT, "%-9s %s", name, PlainText.oneLine(value)));
    }

    /** A trace begins with class and message; without one these are told. */
    private static void add(List<String> lines, AttemptError error) {
        lines.add("");
        lines.add("attempt " + error.attempt() + " failed at " + error.at() + " on " + PlainText.oneLine(error.node()));
        String what = error.trace()
                .orElseGet(() -> error.message()
                        .map(message -> error.type() + ": " + message)
                        .orElse(error.type()));
        PlainText.lines(what).forEach(line -> lines.add("  " + line));
    }
}
