package io.github.pgqueue.jdbc.internal.admin;

import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobPage;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.jdbc.internal.connect.Database;
import io.github.pgqueue.jdbc.internal.row.InfoRow;
import io.github.pgqueue.jdbc.internal.text.Statements;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Lists jobs, a page at a time. Thread-safe. */
final class Listing {

    private final Statements statements;
    private final Database database;

    Listing(Statements statements, Database database) {
        this.statements = statements;
        this.database = database;
    }

    JobPage list(String attempt, String queueName, JobFilter filter, int limit, Optional<String> from) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be 1 or more: " + limit);
        }
        PageKey start = start(filter, from);
        // One more tells whether there is another page.
        List<JobInfo> jobs = database.statement(attempt, handle -> read(handle, queueName, filter, start, limit + 1L));
        if (jobs.size() <= limit) {
            return new JobPage(jobs, Optional.empty());
        }
        List<JobInfo> page = jobs.subList(0, limit);
        return new JobPage(page, Optional.of(PageKey.of(page.get(limit - 1)).format()));
    }

    /** After the page before, but never outside of the times that the filter means. */
    private static PageKey start(JobFilter filter, Optional<String> from) {
        JobState state = filter.state();
        TimeRange times = TimeRange.of(filter);
        Optional<PageKey> given = from.map(text -> PageKey.parse(text, state));
        if (state == JobState.NEW) {
            int priority = given.map(PageKey::priority).orElse(NewJob.FIRST_PRIORITY);
            return given.filter(key -> key.at().isAfter(times.before()))
                    .orElseGet(() -> new PageKey(state, priority, times.before(), Long.MAX_VALUE));
        }
        return given.filter(key -> key.at().isBefore(times.beyond()))
                .orElseGet(() -> new PageKey(state, NewJob.FIRST_PRIORITY, times.beyond(), Long.MIN_VALUE));
    }

    private List<JobInfo> read(Handle handle, String queueName, JobFilter filter, PageKey start, long limit) {
        TimeRange times = TimeRange.of(filter);
        try (Query query = handle.createQuery(text(filter.state(), limit))) {
            query.bind("queue", queueName)
                    .bind("at", TimeRange.text(start.at()))
                    .bind("id", start.id());
            if (filter.state() == JobState.NEW) {
                query.bind("priority", start.priority())
                        .bind("before", TimeRange.text(times.before()))
                        .bind("last", TimeRange.text(times.last()));
            } else {
                query.bind("first", TimeRange.text(times.first()));
            }
            return query.map((row, context) -> InfoRow.read(row)).list();
        }
    }

    private String text(JobState state, long limit) {
        return statements.fill(
                state == JobState.NEW
                        ? ListSql.NEW.formatted(limit)
                        : ListSql.CHANGED.formatted(state.status(), limit));
    }
}
