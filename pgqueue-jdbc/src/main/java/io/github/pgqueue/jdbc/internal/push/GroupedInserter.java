package io.github.pgqueue.jdbc.internal.push;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.jdbc.internal.connect.Database;
import io.github.pgqueue.jdbc.internal.connect.Failure;
import io.github.pgqueue.jdbc.internal.group.GroupCommit;
import io.github.pgqueue.jdbc.internal.group.GroupLoad;
import io.github.pgqueue.spi.Inserted;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Adds plain jobs in a transaction of their own, which those that are pushed at once share: a statement and a commit for
 * all of them. Thread-safe.
 *
 * <p>What the server refuses nobody in the group has added, and each is tried alone. Where nobody can know whether the
 * commit came through, nothing is tried again, and all of the group are told what a single push would be.
 */
final class GroupedInserter {

    /** Longer than a commit takes: whoever has waited so long sends a statement of its own. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    /** Enough for many callers to come again one after the other on one processor, and a quarter of a commit. */
    private static final Duration MOMENT = Duration.ofNanos(60_000);

    /** A call with more goes alone: it would make the others wait, and has little to save. */
    private static final int MOST_JOBS_OF_A_CALL = 32;

    private static final long MOST_BYTES_OF_A_CALL = 64L * 1024;

    private static final int MOST_JOBS = 512;
    private static final long MOST_BYTES = 1024L * 1024;

    private final Database database;
    private final PlainInsert plain;
    private final GroupCommit<Push, List<Inserted>> groups = new GroupCommit<>(PATIENCE, MOMENT, Load::new, this::run);

    GroupedInserter(Database database, PlainInsert plain) {
        this.database = database;
        this.plain = plain;
    }

    /** One call. */
    private record Push(String queueName, List<NewJob> jobs, long bytes) {}

    /** What a group has come to. */
    private static final class Load implements GroupLoad<Push> {
        private int jobs;
        private long bytes;

        @Override
        public boolean takes(Push push) {
            boolean fits = jobs + push.jobs.size() <= MOST_JOBS && bytes + push.bytes <= MOST_BYTES;
            if (fits) {
                jobs += push.jobs.size();
                bytes += push.bytes;
            }
            return fits;
        }
    }

    /** The server has answered, and the answer was no. */
    private static final class UndoneException extends Exception {
        private static final long serialVersionUID = 1L;

        UndoneException(Exception cause) {
            super(cause);
        }

        private Throwable refusal() {
            return Objects.requireNonNullElse(getCause(), this);
        }
    }

    /** Some were added, and some were not: a trigger of somebody else's does so. To try again would add some twice. */
    private static final class PartlyException extends SQLException {
        private static final long serialVersionUID = 1L;

        PartlyException(int jobs, int taken) {
            super("of " + jobs + " jobs that were pushed at once the table has taken " + taken
                    + ", without an error: is there a trigger of yours on it? They may be there or not");
        }
    }

    List<Inserted> insert(String attempt, String queueName, List<NewJob> jobs) {
        long bytes = 0;
        for (NewJob job : jobs) {
            bytes += Draft.size(job);
        }
        if (jobs.size() > MOST_JOBS_OF_A_CALL || bytes > MOST_BYTES_OF_A_CALL || !database.isShareable()) {
            return alone(attempt, queueName, jobs);
        }
        database.requireOpen();
        GroupCommit.Outcome<List<Inserted>> outcome = groups.call(new Push(queueName, jobs, bytes));
        if (outcome.result() != null) {
            return outcome.result();
        }
        Throwable failure = Objects.requireNonNull(outcome.failure(), "failure");
        if (failure instanceof UndoneException undone) {
            if (!outcome.wasAlone()) {
                return alone(attempt, queueName, jobs);
            }
            failure = undone.refusal();
        }
        if (failure instanceof Error error && outcome.hasLed() && !(error instanceof OutOfMemoryError)) {
            throw error;
        }
        database.requireOpen();
        throw Failure.of(attempt, failure);
    }

    private List<Inserted> alone(String attempt, String queueName, List<NewJob> jobs) {
        return database.plainly(
                attempt, connection -> inserted(whole(plain.insert(connection, queueName, jobs), jobs.size())));
    }

    private static List<Long> whole(List<Long> ids, int jobs) throws PartlyException {
        if (ids.size() != jobs) {
            throw new PartlyException(jobs, ids.size());
        }
        return ids;
    }

    private List<List<Inserted>> run(List<Push> group) throws Exception {
        boolean[] connected = {false};
        try {
            return database.plainly(connection -> {
                connected[0] = true;
                return insert(connection, group);
            });
        } catch (Exception thrown) {
            // Without a connection, each would wait for one as long as this has.
            boolean isUndone = connected[0] && Failure.isRefusal(thrown) && !(thrown instanceof PartlyException);
            throw isUndone ? new UndoneException(thrown) : thrown;
        }
    }

    private List<List<Inserted>> insert(Connection connection, List<Push> group) throws SQLException {
        if (group.size() == 1) {
            Push only = group.get(0);
            return List.of(inserted(whole(plain.insert(connection, only.queueName, only.jobs), only.jobs.size())));
        }
        List<NewJob> jobs = new ArrayList<>();
        List<String> queueNames = new ArrayList<>();
        for (Push push : group) {
            for (NewJob job : push.jobs) {
                jobs.add(job);
                queueNames.add(push.queueName);
            }
        }
        List<Long> ids = whole(plain.insert(connection, queueNames, jobs), jobs.size());
        List<List<Inserted>> answers = new ArrayList<>(group.size());
        int from = 0;
        for (Push push : group) {
            answers.add(inserted(ids.subList(from, from + push.jobs.size())));
            from += push.jobs.size();
        }
        return answers;
    }

    static List<Inserted> inserted(List<Long> ids) {
        List<Inserted> inserted = new ArrayList<>(ids.size());
        for (long id : ids) {
            inserted.add(new Inserted(id, false));
        }
        return Collections.unmodifiableList(inserted);
    }
}
