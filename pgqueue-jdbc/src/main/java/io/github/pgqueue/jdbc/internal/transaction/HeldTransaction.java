package io.github.pgqueue.jdbc.internal.transaction;

import io.github.pgqueue.JobState;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.jdbc.internal.connect.Failure;
import io.github.pgqueue.jdbc.internal.connect.HeldConnection;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.JobTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The transaction in which one job is handled. Used by one thread at a time.
 *
 * <pre>
 *   OPEN ──commit, and the claim is current──▶ committed ──close──▶ given back
 *     ├────commit, and it is not─────────────▶ rolled back ─close─▶ given back
 *     └────close─────────────────────────────▶ rolled back, given back
 * </pre>
 *
 * <p>The claim is looked at when the job is ended, not before: a lock from the beginning on would keep those
 * waiting who cancel the job, or rescue it from a node that hangs.
 */
final class HeldTransaction implements JobTransaction {

    private enum State {
        OPEN,
        ENDED,
        CLOSED
    }

    /** What the server says when the job is to be ended. */
    private record Answer(boolean isWhole, boolean isClean, boolean isSettled) {}

    private final TransactionParts parts;
    private final String attempt;
    private final String queueName;
    private final Fence fence;
    private final HeldConnection held;
    private final GuardedConnection guard;
    private final Runnable release;
    private State state = State.OPEN;

    /**
     * Takes over a connection.
     *
     * @param parts what it shares with others
     * @param attempt what it is about, for messages
     * @param queueName the queue
     * @param fence the claim
     * @param held the connection
     * @param release to be called once, at the end
     */
    HeldTransaction(
            TransactionParts parts,
            String attempt,
            String queueName,
            Fence fence,
            HeldConnection held,
            Runnable release) {
        this.parts = parts;
        this.attempt = attempt;
        this.queueName = queueName;
        this.fence = fence;
        this.held = held;
        this.guard = new GuardedConnection(held.connection());
        this.release = release;
    }

    /** The first statement. */
    void mark() {
        parts.limit().within(held.connection(), () -> run(this::mark));
    }

    private String mark(Handle handle) {
        try (Query query = handle.createQuery(parts.mark())) {
            return query.bind("mark", fenceAsText())
                    .map((row, context) -> row.getString("mark"))
                    .one();
        }
    }

    private <T> T run(Function<Handle, T> work) {
        try {
            return parts.joined().run(held.connection(), attempt, work);
        } catch (StoreException failed) {
            if (Failure.spoilsConnection(failed)) {
                held.spoil();
            }
            throw failed;
        }
    }

    @Override
    public Connection connection() {
        return guard.proxy();
    }

    @Override
    public boolean commit(byte @Nullable [] result) {
        if (state != State.OPEN) {
            throw new IllegalStateException("the transaction has ended");
        }
        state = State.ENDED;
        guard.end();
        return undisturbed(() -> parts.limit().within(held.connection(), () -> end(result)));
    }

    private boolean end(byte @Nullable [] result) {
        if (guard.hasOtherSchema()) {
            run(HeldTransaction::restoreSchema);
        }
        Answer answer = run(handle -> settle(handle, result));
        if (!answer.isClean()) {
            // Such as by SET in SQL: another search path would lead the next statement to another table.
            held.spoil();
        }
        if (!answer.isWhole()) {
            held.rollBack();
            throw new StoreException(
                    "could not " + attempt + ": the handler has ended the transaction itself; what it wrote before"
                            + " that may be there",
                    null);
        }
        if (!answer.isSettled()) {
            held.rollBack();
            return false;
        }
        try {
            held.commit();
            return true;
        } catch (SQLException | RuntimeException unknown) {
            throw Failure.of(attempt, unknown);
        }
    }

    private static String restoreSchema(Handle handle) {
        try (Query query = handle.createQuery(TransactionSql.RESTORE_SCHEMA)) {
            return query.map((row, context) -> row.getString("restored")).one();
        }
    }

    private Answer settle(Handle handle, byte @Nullable [] result) {
        try (Query query = handle.createQuery(parts.settle())) {
            query.bind("mark", fenceAsText())
                    .bind("queue", queueName)
                    .bind("id", fence.id())
                    .bind("attempt", fence.attempt())
                    .bind("claim", fence.claim())
                    .bind("result", result);
            Answer answer = query.map((row, context) -> new Answer(
                            row.getBoolean("is_whole"), row.getBoolean("is_clean"), row.getBoolean("is_settled")))
                    .one();
            if (answer.isSettled()) {
                parts.forgetting().forget(handle, queueName, fence.id(), JobState.SUCCESS);
            }
            return answer;
        }
    }

    @Override
    public void close() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        guard.end();
        try {
            undisturbed(() -> {
                held.rollBack();
                held.giveBack();
                return true;
            });
        } finally {
            release.run();
        }
    }

    /** An interrupt is for the handler; one of the drivers would leave the end half done. */
    private static boolean undisturbed(BooleanSupplier work) {
        boolean interrupted = Thread.interrupted();
        try {
            return work.getAsBoolean();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String fenceAsText() {
        return fence.id() + "," + fence.attempt() + "," + fence.claim();
    }
}
