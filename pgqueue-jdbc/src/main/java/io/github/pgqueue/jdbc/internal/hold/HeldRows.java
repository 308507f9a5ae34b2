package io.github.pgqueue.jdbc.internal.hold;

import io.github.pgqueue.StoreException;
import io.github.pgqueue.jdbc.internal.connect.Failure;
import io.github.pgqueue.jdbc.internal.connect.HeldConnection;
import io.github.pgqueue.jdbc.internal.text.Values;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.HeldJobs;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** Jobs whose rows a transaction has locked. Used by one thread at a time. */
final class HeldRows implements HeldJobs {

    private final HoldParts parts;
    private final String attempt;
    private final Exchange exchange;
    private final Locked locked;
    private final HeldConnection held;
    private final Consumer<StoreException> onRefused;
    private boolean isGivenBack;

    HeldRows(
            HoldParts parts,
            String attempt,
            Exchange exchange,
            Locked locked,
            HeldConnection held,
            Consumer<StoreException> onRefused) {
        this.parts = parts;
        this.attempt = attempt;
        this.exchange = exchange;
        this.locked = locked;
        this.held = held;
        this.onRefused = onRefused;
    }

    @Override
    public List<ClaimedJob> jobs() {
        return locked.jobs();
    }

    @Override
    public void end(List<Fence> done, List<Fence> running) {
        boolean keepsDone = parts.forgetting().keepsDone();
        try {
            parts.limit().within(held.connection(), () -> endAndCommit(ids(done), ids(running), keepsDone));
        } catch (RuntimeException | Error failed) {
            // Its locks are to go as soon as can be.
            held.spoil();
            if (!keepsDone && failed instanceof StoreException refused) {
                // Then these are written by whoever ends them now, and the next ones here.
                parts.forgetting().givesWayTo(refused);
            }
            throw failed;
        } finally {
            giveBack();
        }
        if (keepsDone) {
            parts.forgetting().forgetDone(exchange.queueName(), List.of(ids(done)));
        }
    }

    private void giveBack() {
        isGivenBack = true;
        held.rollBack();
        held.giveBack();
    }

    private boolean endAndCommit(Long[] done, Long[] running, boolean keepsDone) {
        String sql = keepsDone ? parts.end() : parts.endUnkept();
        long ended = parts.joined().run(held.connection(), attempt, handle -> end(handle, sql, done, running));
        if (ended != done.length + running.length) {
            StoreException swallowed = new StoreException(
                    "could not " + attempt + ": " + ended + " of " + (done.length + running.length)
                            + " rows were written; does a trigger keep others from it?",
                    null);
            // Else its jobs would be held, and begun, again and again.
            onRefused.accept(swallowed);
            throw swallowed;
        }
        try {
            held.commit();
            return true;
        } catch (SQLException | RuntimeException unknown) {
            throw Failure.of(attempt, unknown);
        }
    }

    private long end(Handle handle, String sql, Long[] done, Long[] running) {
        try (Query query = handle.createQuery(sql)) {
            return query.bind("queue", exchange.queueName())
                    .bind("claim", exchange.claim())
                    .bind("node", exchange.node())
                    .bind("done", Values.array(done))
                    .bind("running", Values.array(running))
                    .map((row, context) -> row.getLong("ended"))
                    .one();
        }
    }

    @Override
    public void keep(List<Fence> begun) {
        if (!isGivenBack) {
            held.spoil();
            giveBack();
        }
        Set<Long> wanted = Set.of(ids(begun));
        List<Long> ids = new ArrayList<>();
        List<String> versions = new ArrayList<>();
        for (int place = 0; place < locked.jobs().size(); place++) {
            long id = locked.jobs().get(place).id();
            if (wanted.contains(id)) {
                ids.add(id);
                versions.add(locked.versions().get(place));
            }
        }
        parts.database()
                .statement(
                        attempt,
                        handle -> parts.limit().within(handle.getConnection(), () -> {
                            try (Update update = handle.createUpdate(parts.keep())) {
                                return update.bind("queue", exchange.queueName())
                                        .bind("claim", exchange.claim())
                                        .bind("node", exchange.node())
                                        .bind("ids", Values.array(ids.toArray(Long[]::new)))
                                        .bind("versions", Values.array(versions.toArray(String[]::new)))
                                        .execute();
                            }
                        }));
    }

    private static Long[] ids(List<Fence> fences) {
        return fences.stream().map(Fence::id).toArray(Long[]::new);
    }
}
