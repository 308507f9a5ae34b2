package io.github.pgqueue.jdbc.internal.retention;

import io.github.pgqueue.JobState;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.jdbc.internal.connect.Database;
import io.github.pgqueue.jdbc.internal.connect.Detour;
import io.github.pgqueue.jdbc.internal.connect.Failure;
import io.github.pgqueue.jdbc.internal.text.Statements;
import io.github.pgqueue.jdbc.internal.text.Values;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * Sees to it that jobs go that end in a state that is kept for no time: those that were done with the statement that ends
 * them, as long as the server lets it, others by one after it. Thread-safe.
 */
public final class Forgetting {

    private static final Logger LOG = System.getLogger(Forgetting.class.getName());

    private final Database database;
    private final String forget;
    private final Set<JobState> unkept = EnumSet.noneOf(JobState.class);
    private final Detour writes = new Detour("jobs that are done are written before they are deleted");

    public Forgetting(Statements statements, Database database, PgQueuesConfig config) {
        this.database = database;
        forget = statements.fill(ForgetSql.FORGET);
        for (JobState state : JobState.values()) {
            if (state.isFinal() && config.retention(state).isZero()) {
                unkept.add(state);
            }
        }
    }

    /** Whether a statement that ends jobs that were done is to leave them there. */
    public boolean keepsDone() {
        return !unkept.contains(JobState.SUCCESS) || writes.isTaken();
    }

    /**
     * A statement that was to delete what it ends was refused, such as by a foreign key.
     *
     * @return whether one that leaves it there may do better
     */
    public boolean givesWayTo(StoreException refused) {
        boolean isMeant = Failure.isAboutTheStatement(refused);
        if (isMeant) {
            writes.take(refused);
        }
        return isMeant;
    }

    /**
     * After jobs have ended, which stands in any case: what this fails to delete is left to the pruning.
     *
     * @param endedIn tells which of them have ended in one of some states
     */
    public void forget(String queueName, Function<Set<JobState>, List<Long>> endedIn) {
        forget(queueName, endedIn.apply(unkept));
    }

    private void forget(String queueName, List<Long> ids) {
        if (ids.isEmpty()) {
            return;
        }
        try {
            database.statement("delete finished jobs", handle -> delete(handle, queueName, ids));
        } catch (StoreException | IllegalStateException failed) {
            LOG.log(
                    Level.DEBUG,
                    "queue " + queueName + ": could not delete finished jobs at once; pruning will",
                    failed);
        }
    }

    /** After these have ended as done. */
    public void forgetDone(String queueName, List<Long> ids) {
        if (unkept.contains(JobState.SUCCESS)) {
            forget(queueName, ids);
        }
    }

    /** For one that has ended in another's transaction. */
    public void forget(Handle handle, String queueName, long id, JobState state) {
        if (unkept.contains(state)) {
            delete(handle, queueName, List.of(id));
        }
    }

    private int delete(Handle handle, String queueName, List<Long> ids) {
        try (Update update = handle.createUpdate(forget)) {
            return update.bind("queue", queueName)
                    .bind("ids", Values.array(ids.toArray(Long[]::new)))
                    .execute();
        }
    }
}
