package io.github.pgqueue.jdbc.internal.claim;

import io.github.pgqueue.jdbc.internal.connect.AnswerLimit;
import io.github.pgqueue.jdbc.internal.connect.Database;
import io.github.pgqueue.jdbc.internal.row.ClaimedRow;
import io.github.pgqueue.jdbc.internal.row.RowSql;
import io.github.pgqueue.jdbc.internal.text.PlanSize;
import io.github.pgqueue.jdbc.internal.text.SizedText;
import io.github.pgqueue.jdbc.internal.text.Statements;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Claims the one job that waits in a quiet queue, by a smaller statement than the one for any number in any queue.
 * Thread-safe.
 *
 * <p>It reads the first job in the queue's order. If that one is due, it is the first of those that are due; if not, or
 * if there is none, nobody knows what comes behind it, and the statement for all cases has to be asked after all. So it
 * is only tried where it mostly finds one: in queues of which nothing more was known to wait, and not where others are
 * mostly faster.
 */
final class FirstJob {

    /**
     * One update with a subquery, which is less work for the server than the same in parts. The due time is looked at
     * last: else jobs that are due later would be walked over, however many there are.
     */
    static final String CLAIM = """
            update {jobs} as job
            set %s
            where job.queue_name = ? and job.run_at <= now() and job.id = (
                select case when first.xmax = '0' then first.id end from {jobs} as first
                where first.queue_name = ? and first.status = 'new'
                  and not exists (select 1 from {jobs+_queues} as paused where paused.queue_name = ?)
                order by first.priority, first.run_at, first.id
                limit 1
                for update skip locked)
            returning %s""".formatted(RowSql.CLAIMS.formatted("?", "?"), ClaimedRow.COLUMNS);

    /**
     * Asks besides whether there are others, for those who could take more than one: that costs a fifth of the time.
     * In order, although any would do: so the planner has no other way than the ready index.
     */
    static final String CLAIM_AND_ASK = CLAIM + """
            ,
                (select other.id from {jobs} as other
                 where other.queue_name = job.queue_name and other.status = 'new' and other.id <> job.id
                 order by other.priority, other.run_at, other.id
                 limit 1) is not null""";

    private static final int NODE = 1;
    private static final int CLAIM_NUMBER = 2;
    private static final int FIRST_QUEUE = 3;
    private static final int LAST_QUEUE = 5;

    private static final int MORE = 12;

    /** So many queues are remembered, which is more than a process serves. */
    private static final int MOST_QUEUES = 10_000;

    private final Database database;
    private final AnswerLimit limit;
    private final SizedText claim;
    private final SizedText claimAndAsk;
    private final Map<String, Hope> hopes = new ConcurrentHashMap<>();

    /**
     * For one table.
     *
     * @param statements its statements
     * @param database where it is
     * @param limit how long a claim may take
     * @param size how large it is known to be
     */
    FirstJob(Statements statements, Database database, AnswerLimit limit, PlanSize size) {
        this.database = database;
        this.limit = limit;
        this.claim = new SizedText(size, statements.fill(CLAIM));
        this.claimAndAsk = new SizedText(size, statements.fill(CLAIM_AND_ASK));
    }

    /** The job, and whether the queue may have more that wait; not if no more were asked for. */
    record Found(ClaimedJob job, boolean more) {}

    /** Claims it, if it is likely to be there and is. */
    Optional<Found> claim(String attempt, Exchange exchange) {
        Hope hope = hopes.get(exchange.queueName());
        if (hope == null || !hope.isGood() || !exchange.settlements().isEmpty() || exchange.limit() == 0) {
            return Optional.empty();
        }
        Optional<Found> found =
                database.plainly(attempt, connection -> limit.plainly(connection, same -> claim(same, exchange)));
        hope.tried(found.isPresent() && !found.get().more());
        return found;
    }

    private Optional<Found> claim(Connection connection, Exchange exchange) throws SQLException {
        boolean asks = exchange.limit() > 1;
        try (PreparedStatement statement = connection.prepareStatement((asks ? claimAndAsk : claim).get())) {
            statement.setString(NODE, exchange.node());
            statement.setLong(CLAIM_NUMBER, exchange.claim());
            for (int place = FIRST_QUEUE; place <= LAST_QUEUE; place++) {
                statement.setString(place, exchange.queueName());
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Found(ClaimedRow.read(row, 1, exchange), asks && row.getBoolean(MORE)))
                        : Optional.empty();
            }
        }
    }

    /**
     * Another statement was asked.
     *
     * @param exchange what it was asked
     * @param claimed how many it has claimed
     * @param waits whether a job is due later
     */
    void looked(Exchange exchange, int claimed, boolean waits) {
        if (exchange.limit() > 0 && hopes.size() < MOST_QUEUES) {
            hopes.computeIfAbsent(exchange.queueName(), queue -> new Hope())
                    .looked(
                            claimed < exchange.limit() && !waits,
                            exchange.settlements().isEmpty(),
                            claimed > 0);
        }
    }

    /** Whether the next job of a queue is likely to be the only one, and to be had. Thread-safe. */
    private static final class Hope {

        /** How often the other statement is taken after this one was in vain. */
        private static final int RESTRAINT = 8;

        /** A look that others were not faster than counts for so many. */
        private static final int WON = 4;

        private boolean quiet;
        private int restraint;

        synchronized boolean isGood() {
            return quiet && restraint <= 0;
        }

        synchronized void tried(boolean found) {
            restraint = found ? 0 : RESTRAINT;
        }

        synchronized void looked(boolean isQuiet, boolean alone, boolean found) {
            quiet = isQuiet;
            if (alone) {
                restraint -= found ? WON : 1;
            }
        }
    }
}
