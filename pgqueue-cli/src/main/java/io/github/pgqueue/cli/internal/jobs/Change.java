package io.github.pgqueue.cli.internal.jobs;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.cli.internal.shared.Io;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What an operator does to jobs, one by one or to many at once.
 *
 * @param action to many
 * @param done how it is told of many
 * @param one to one: how it is told; empty if the job was passed over
 */
record Change(BulkAction action, String done, BiFunction<PgQueue, Long, Optional<String>> one) {

    /** The exit status: 1 if a job was passed over that was named. */
    int apply(PgQueues queues, JobChoice choice, Io io) {
        PgQueue queue = choice.queue.of(queues);
        if (!choice.all) {
            return choice.ids.stream().map(id -> apply(queue, id, io)).reduce(true, Boolean::logicalAnd) ? 0 : 1;
        }
        JobFilter filter = choice.filter();
        String where = " of " + choice.queue + " in state " + filter.state().status();
        if (choice.yes) {
            io.out().println(done + " " + jobs(queue.apply(action, filter)) + where);
        } else {
            io.out()
                    .println(verb() + " would touch " + jobs(queue.preview(action, filter)) + where
                            + "; add --yes to do it");
        }
        return 0;
    }

    private boolean apply(PgQueue queue, long id, Io io) {
        Optional<String> told = one.apply(queue, id);
        told.ifPresentOrElse(
                how -> io.out().println("job " + id + " " + how),
                () -> io.err().println("job " + id + " was passed over: " + why(queue.find(id))));
        return told.isPresent();
    }

    private String why(Optional<JobInfo> job) {
        return job.map(found -> action.touches(found.state())
                        ? "another job holds its unique key, or it has changed just now"
                        : "it is in state " + found.state().status())
                .orElse("there is none of this number in the queue");
    }

    private String verb() {
        return action.name().toLowerCase(Locale.ROOT);
    }

    private static String jobs(long count) {
        return count + (count == 1 ? " job" : " jobs");
    }
}
