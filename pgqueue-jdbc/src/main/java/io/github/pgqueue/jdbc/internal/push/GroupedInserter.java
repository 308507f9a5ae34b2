package io.github.pgqueue.jdbc.internal.push;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.jdbc.internal.connect.Database;
import io.github.pgqueue.jdbc.internal.connect.Failure;
import io.github.pgqueue.jdbc.internal.group.GroupCommit;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.InsertedJobs;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

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

    private final Database database;
    private final PlainInsert plain;
    private final ClaimingInsert claiming;
    private final RingingInsert ringing;
    private final GroupCommit<Push, InsertedJobs> groups =
            new GroupCommit<>(PATIENCE, MOMENT, PushLoad::new, this::run);

    GroupedInserter(Database database, PlainInsert plain, ClaimingInsert claiming, RingingInsert ringing) {
        this.database = database;
        this.plain = plain;
        this.claiming = claiming;
        this.ringing = ringing;
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
        return insert(attempt, Push.of(queueName, jobs)).inserted();
    }

    InsertedJobs insert(String attempt, Exchange exchange, List<NewJob> jobs) {
        return insert(attempt, Push.claiming(exchange, jobs));
    }

    InsertedJobs insertAndRing(String attempt, String queueName, List<NewJob> jobs) {
        return insert(attempt, Push.ringing(queueName, jobs));
    }

    private InsertedJobs insert(String attempt, Push push) {
        if (push.jobs().size() > MOST_JOBS_OF_A_CALL
                || push.bytes() > MOST_BYTES_OF_A_CALL
                || !database.isShareable()) {
            return alone(attempt, push.claim() == null ? push.bare() : push);
        }
        database.requireOpen();
        GroupCommit.Outcome<InsertedJobs> outcome = groups.call(push);
        if (outcome.result() != null) {
            return outcome.result();
        }
        Throwable failure = Objects.requireNonNull(outcome.failure(), "failure");
        if (failure instanceof UndoneException undone) {
            // That it is claimed, or rung for, may be what was refused, and a push must not fail for that.
            if (!outcome.wasAlone() || !push.isBare()) {
                return alone(attempt, push.bare());
            }
            failure = undone.refusal();
        }
        if (failure instanceof Error error && outcome.hasLed() && !(error instanceof OutOfMemoryError)) {
            throw error;
        }
        database.requireOpen();
        throw Failure.of(attempt, failure);
    }

    private InsertedJobs alone(String attempt, Push push) {
        return database.plainly(
                attempt, connection -> insert(connection, List.of(push)).get(0));
    }

    private List<InsertedJobs> run(List<Push> group) throws Exception {
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

    private List<InsertedJobs> insert(Connection connection, List<Push> group) throws SQLException {
        if (group.stream().anyMatch(push -> push.claim() != null)) {
            ClaimingInsert.Rows rows = claiming.insert(connection, group);
            return answers(group, rows.ids(), rows::claimedBy);
        }
        Push first = group.get(0);
        if (group.size() == 1 && first.rings() && ringing.isPossibleOn(connection)) {
            RingingInsert.Added added =
                    ringing.insert(connection, first.queueName(), first.jobs().get(0));
            InsertedJobs answer = answers(group, added.ids(), push -> List.of()).get(0);
            return List.of(new InsertedJobs(answer.inserted(), List.of(), added.rung()));
        }
        List<Long> ids = group.size() == 1
                ? plain.insert(connection, first.queueName(), first.jobs())
                : insertAll(connection, group);
        return answers(group, ids, push -> List.of());
    }

    private List<Long> insertAll(Connection connection, List<Push> group) throws SQLException {
        List<NewJob> jobs = new ArrayList<>();
        List<String> queueNames = new ArrayList<>();
        for (Push push : group) {
            for (NewJob job : push.jobs()) {
                jobs.add(job);
                queueNames.add(push.queueName());
            }
        }
        return plain.insert(connection, queueNames, jobs);
    }

    private static List<InsertedJobs> answers(
            List<Push> group, List<Long> ids, Function<Push, List<ClaimedJob>> claimed) throws PartlyException {
        int jobs = group.stream().mapToInt(push -> push.jobs().size()).sum();
        if (ids.size() != jobs) {
            throw new PartlyException(jobs, ids.size());
        }
        List<InsertedJobs> answers = new ArrayList<>(group.size());
        int from = 0;
        for (Push push : group) {
            int to = from + push.jobs().size();
            answers.add(new InsertedJobs(inserted(ids.subList(from, to)), claimed.apply(push)));
            from = to;
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
