package io.github.pgqueue.cli.internal.jobs;

import io.github.pgqueue.JobPage;
import io.github.pgqueue.JobState;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.cli.internal.shared.DatabaseOptions;
import io.github.pgqueue.cli.internal.shared.Io;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pgqueue jobs} */
@Command(
        name = "jobs",
        header = "List jobs of a queue, a page at a time.",
        description = {
            "Those that wait stand in the order in which they will run, all others by the time of their last"
                    + " change, latest first. If there are more, the last line says how to see the next page."
        },
        footer = {
            "  pgqueue jobs --queue mail --state error",
            "  pgqueue jobs --queue mail --state new --since 2026-11-01 --until 2026-11-02",
            ""
        })
public final class JobsCommand implements Callable<Integer> {

    private final Io io;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private final QueueOption queue = new QueueOption();

    @Option(
            names = "--state",
            required = true,
            paramLabel = "STATE",
            description = "new, running, success, error or cancelled; required.")
    private JobState state = JobState.NEW;

    @Mixin
    private final PeriodOptions period = new PeriodOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many at most, 1 to 1000. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--from", paramLabel = "TOKEN", description = "Where to go on, as the page before said.")
    private @Nullable String from;

    public JobsCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws SQLException {
        try (PgQueues queues = database.connect(io)) {
            JobPage page = queue.of(queues).jobs(period.filter(state), limit, Optional.ofNullable(from));
            JobTable.of(page.jobs()).forEach(io.out()::println);
            page.next().ifPresent(token -> io.out().println("next page: --from " + token));
            return 0;
        }
    }
}
