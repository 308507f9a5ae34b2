package io.github.pgqueue.jdbc.internal.hold;

import io.github.pgqueue.StoreException;
import io.github.pgqueue.jdbc.internal.connect.AnswerLimit;
import io.github.pgqueue.jdbc.internal.connect.Database;
import io.github.pgqueue.jdbc.internal.connect.Detour;
import io.github.pgqueue.jdbc.internal.connect.Failure;
import io.github.pgqueue.jdbc.internal.connect.HeldConnection;
import io.github.pgqueue.jdbc.internal.connect.Joined;
import io.github.pgqueue.jdbc.internal.retention.Forgetting;
import io.github.pgqueue.jdbc.internal.row.ClaimedRow;
import io.github.pgqueue.jdbc.internal.row.Frontier;
import io.github.pgqueue.jdbc.internal.text.Patience;
import io.github.pgqueue.jdbc.internal.text.PlanSize;
import io.github.pgqueue.jdbc.internal.text.Statements;
import io.github.pgqueue.jdbc.internal.text.Values;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.HeldJobs;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/**
 * Holds jobs for moments, as {@link HoldSql} says. Thread-safe.
 *
 * <p>A transaction is kept open meanwhile, which is done only where connections are to be had.
 */
public final class Holder {

    private static final int FIRST = 1;
    private static final int IS_ODD = 12;
    private static final int VERSION = 13;
    private static final int BYTES = 14;

    /** What is held is let go of after as long. */
    private static final Duration LEAST = Duration.ofMillis(50);

    private final Database database;
    private final HoldParts parts;
    private final PlanSize size;
    private final Frontier frontier = new Frontier(System::nanoTime, 1, LEAST);
    private final String lock;
    private final String note;
    private final Detour claims = new Detour("claims write to each job");

    /**
     * For one table.
     *
     * @param statements its statements
     * @param database where it is
     * @param joined runs statements in a transaction
     * @param limit how long the server may take: somebody waits for the jobs
     * @param forgetting deletes what is not to be kept
     * @param size how large it is known to be
     */
    public Holder(
            Statements statements,
            Database database,
            Joined joined,
            AnswerLimit limit,
            Forgetting forgetting,
            PlanSize size) {
        this.database = database;
        this.parts = HoldParts.of(statements, database, joined, limit, forgetting);
        this.size = size;
        this.lock = statements.fill(Patience.fill(HoldSql.LOCK, limit.waitForLock()));
        this.note = statements.fill(HoldSql.NOTE);
    }

    /** Empty where an exchange is to claim. */
    public Optional<HeldJobs> hold(String attempt, Exchange exchange) {
        if (exchange.limit() == 0 || claims.isTaken() || !database.hasSpare()) {
            return Optional.empty();
        }
        HeldConnection held = take(attempt);
        Optional<HeldJobs> holds = Optional.empty();
        try {
            holds = unlessRefused(held, () -> lock(attempt, exchange, held))
                    .filter(locked -> unlessRefused(held, () -> note(attempt, exchange, locked.ids()))
                            .isPresent())
                    .map(locked -> hold(attempt, exchange, held, locked));
            return holds;
        } catch (RuntimeException | Error failed) {
            held.spoil();
            throw failed;
        } finally {
            if (holds.isEmpty()) {
                held.rollBack();
                held.giveBack();
            }
        }
    }

    /** What the server has refused is not there, and an exchange is to be asked; what is lost may be. */
    private <T> Optional<T> unlessRefused(HeldConnection held, Supplier<Optional<T>> work) {
        try {
            return work.get();
        } catch (StoreException failed) {
            if (Failure.losesConnection(failed)) {
                throw failed;
            }
            if (Failure.spoilsConnection(failed)) {
                held.spoil();
            }
            if (!Failure.isWorthAnotherTry(failed)) {
                claims.take(failed);
            }
            return Optional.empty();
        }
    }

    private Optional<Locked> lock(String attempt, Exchange exchange, HeldConnection held) {
        return parts.limit()
                .within(
                        held.connection(),
                        () -> parts.joined().run(held.connection(), attempt, handle -> lock(handle, exchange)));
    }

    /** The note stands: if this fails, the claim is to be taken back. */
    private HeldJobs hold(String attempt, Exchange exchange, HeldConnection held, Locked locked) {
        parts.limit().within(held.connection(), () -> parts.joined().run(held.connection(), attempt, Holder::look));
        return new HeldRows(parts, attempt, exchange, locked, held, claims::take);
    }

    private HeldConnection take(String attempt) {
        try {
            return HeldConnection.take(database);
        } catch (SQLException | RuntimeException | OutOfMemoryError none) {
            throw Failure.of(attempt, none);
        }
    }

    /** Empty if there are none, or such as are not to be held. */
    private Optional<Locked> lock(Handle handle, Exchange exchange) {
        List<ClaimedJob> jobs = new ArrayList<>(exchange.limit());
        List<String> versions = new ArrayList<>(exchange.limit());
        long since = frontier.now();
        Frontier.Place from = frontier.of(exchange.queueName());
        try (Query query = handle.createQuery(size.mark(lock))) {
            from.bindTo(query);
            long odd = query
                    .bind("queue", exchange.queueName())
                    .bind("limit", (long) exchange.limit())
                    .map((row, context) -> {
                        jobs.add(ClaimedRow.read(row, FIRST, exchange));
                        versions.add(row.getString(VERSION));
                        size.saw(row.getLong(BYTES));
                        return row.getBoolean(IS_ODD);
                    })
                    .stream()
                    .filter(Boolean::booleanValue)
                    .count();
            frontier.found(exchange.queueName(), from, since, jobs, exchange.limit());
            return jobs.isEmpty() || odd > 0 ? Optional.empty() : Optional.of(new Locked(jobs, versions));
        }
    }

    /**
     * The locks outlive the note, so that whoever claims has met either. If they were gone before, one whose statement is
     * older than the note may have the same jobs.
     */
    private static int look(Handle handle) {
        try (Query query = handle.createQuery("select 1 as locked")) {
            return query.map((row, context) -> row.getInt("locked")).one();
        }
    }

    /** Empty if one of them is noted already. */
    private Optional<Integer> note(String attempt, Exchange exchange, Long[] ids) {
        int notes = database.statement(
                attempt,
                handle -> parts.limit().within(handle.getConnection(), () -> {
                    try (Update update = handle.createUpdate(note)) {
                        return update.bind("claim", exchange.claim())
                                .bind("queue", exchange.queueName())
                                .bind("node", exchange.node())
                                .bind("ids", Values.array(ids))
                                .bind("first", Collections.min(List.of(ids)))
                                .bind("last", Collections.max(List.of(ids)))
                                .execute();
                    }
                }));
        return notes == 0 ? Optional.empty() : Optional.of(notes);
    }
}
