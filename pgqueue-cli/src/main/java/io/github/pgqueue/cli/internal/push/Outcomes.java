package io.github.pgqueue.cli.internal.push;

import io.github.pgqueue.JobOutcome;
import io.github.pgqueue.JobState;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueueException;
import io.github.pgqueue.cli.internal.shared.Io;
import io.github.pgqueue.cli.internal.shared.PlainText;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Waits for the ends of jobs and tells of each. */
final class Outcomes {

    private final PgQueue queue;
    private final Io io;

    Outcomes(PgQueue queue, Io io) {
        this.queue = queue;
        this.io = io;
    }

    /** One after the other: whatever has ended meanwhile is not waited for, and few waits are under way. */
    boolean allSucceed(List<Long> ids) throws InterruptedException, IOException {
        boolean all = true;
        for (long id : ids) {
            JobOutcome outcome = await(id);
            tell(id, outcome);
            all &= outcome.state() == JobState.SUCCESS;
        }
        return all;
    }

    private JobOutcome await(long id) throws InterruptedException {
        try {
            return queue.await(id).get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof PgQueueException gone) {
                throw gone;
            }
            throw new IllegalStateException(failure.getCause());
        }
    }

    private void tell(long id, JobOutcome outcome) throws IOException {
        boolean success = outcome.state() == JobState.SUCCESS;
        String error = success ? "" : outcome.error().map(text -> ": " + text).orElse("");
        io.out().println(PlainText.oneLine("job " + id + " " + outcome.state().status() + error));
        byte[] result = outcome.result();
        if (result != null) {
            io.bytes().write(result);
            io.bytes().write('\n');
            io.bytes().flush();
        }
    }
}
