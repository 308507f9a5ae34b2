package io.github.pgqueue.chaos.history;

import io.github.pgqueue.CancelResult;
import io.github.pgqueue.JobState;
import io.github.pgqueue.chaos.plan.FaultKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Something that has happened. Each is a line of a history. */
public sealed interface Event {

    /**
     * A process begins, by its own word.
     *
     * @param at when
     * @param what what it works with
     */
    record Born(Instant at, String what) implements Event {}

    /**
     * A process finds that it had stood still: somebody stopped it, or the machine had no time for it.
     *
     * @param from when it was last seen moving
     * @param until when it moved again
     */
    record Paused(Instant from, Instant until) implements Event {}

    /**
     * A process has closed its queues and ends.
     *
     * @param asked when it began to
     * @param at when it had done so
     */
    record Closed(Instant asked, Instant at) implements Event {}

    /**
     * A handler starts.
     *
     * @param at when
     * @param queue the job's queue
     * @param id the job
     * @param attempt which start of it
     * @param runAt when it was due
     * @param createdAt when it was pushed
     * @param priority its priority
     * @param token what its payload says
     */
    record Started(
            Instant at,
            String queue,
            long id,
            int attempt,
            Instant runAt,
            Instant createdAt,
            int priority,
            String token)
            implements Event {}

    /** How a handler ends. */
    enum How {
        /** It returned. */
        RETURNED,
        /** It threw what its job is meant to make it throw. */
        THREW,
        /** It was interrupted. */
        INTERRUPTED,
        /** It is about to kill its process. */
        HALTED,
        /** Something went wrong that was not meant to. */
        FAILED
    }

    /**
     * A handler ends.
     *
     * @param at when
     * @param id the job
     * @param attempt which start of it
     * @param how how
     * @param detail what was thrown
     */
    record Ended(Instant at, long id, int attempt, How how, String detail) implements Event {}

    /** What an observer was told. */
    enum What {
        /** A success is written. */
        SUCCEEDED,
        /** A failure for good is written. */
        FAILED,
        /** A retry is written. */
        RETRIED,
        /** A snooze is written. */
        SNOOZED,
        /** A cancellation is written. */
        CANCELLED,
        /** Jobs of dead nodes were given back. */
        RESCUED,
        /** An end came too late. */
        ACK_LOST,
        /** The node has lost its lease. */
        LEASE_LOST
    }

    /**
     * An observer is told.
     *
     * @param at when
     * @param what what
     * @param id the job, or how many
     * @param attempt which start of it
     * @param detail more
     */
    record Told(Instant at, What what, long id, int attempt, String detail) implements Event {}

    /**
     * A pusher is about to push.
     *
     * @param at when
     * @param token of what
     * @param spec all about it
     */
    record Intended(Instant at, String token, String spec) implements Event {}

    /**
     * A push has returned.
     *
     * @param at when
     * @param token of what
     * @param ids of its jobs, in their order
     * @param wasThere whether another job held the key
     */
    record Acked(Instant at, String token, List<Long> ids, boolean wasThere) implements Event {}

    /**
     * A push has thrown, or its transaction was rolled back on purpose.
     *
     * @param at when
     * @param token of what
     * @param never whether its jobs must not be there; if not, they may
     * @param why what was thrown
     */
    record NotAcked(Instant at, String token, boolean never, String why) implements Event {}

    /**
     * A cancellation has returned.
     *
     * @param asked when it was called
     * @param at when it returned
     * @param id the job
     * @param result what was found
     */
    record CancelAnswered(Instant asked, Instant at, long id, CancelResult result) implements Event {}

    /**
     * A cancellation has thrown: nobody knows what came of it.
     *
     * @param asked when it was called
     * @param id the job
     * @param why what was thrown
     */
    record CancelFailed(Instant asked, long id, String why) implements Event {}

    /**
     * An awaited job has ended, as its pusher was told.
     *
     * @param at when
     * @param id the job
     * @param state how
     * @param result what its handler left
     */
    record Outcome(Instant at, long id, String state, String result) implements Event {}

    /**
     * Somebody did harm.
     *
     * @param from when it began
     * @param until when it was over
     * @param kind what
     * @param target against whom
     * @param note what came of it
     */
    record Fault(Instant from, Instant until, FaultKind kind, String target, String note) implements Event {}

    /** Why a process ended. */
    enum Death {
        /** It was killed. */
        KILLED,
        /** It was asked to end, and did. */
        CLOSED,
        /** It had done its work. */
        DONE,
        /** It was asked to end, and did not. */
        STUCK,
        /** Nobody asked it to: by a job's doing, or a mistake. */
        CRASHED
    }

    /**
     * A process is gone.
     *
     * @param at when it was found gone
     * @param process its name
     * @param death why
     * @param status its exit status
     */
    record Died(Instant at, String process, Death death, int status) implements Event {}

    /**
     * The server was slow to answer the simplest question, or could not be asked.
     *
     * @param from since when
     * @param until when it answered
     */
    record Slow(Instant from, Instant until) implements Event {}

    /**
     * All faults are over.
     *
     * @param at when
     */
    record Calm(Instant at) implements Event {}

    /**
     * All jobs should be finished.
     *
     * @param at when
     * @param left how many are not
     */
    record Drained(Instant at, long left) implements Event {}

    /**
     * Somebody still waits for the end of a job, or to push one.
     *
     * @param at when it was given up
     * @param who a pusher
     */
    record Waiting(Instant at, String who) implements Event {}

    /**
     * What the run was.
     *
     * @param seed decides all
     * @param lease of each node
     * @param clockError how far the database's clock may be from ours
     * @param server its version
     */
    record Settings(long seed, Duration lease, Duration clockError, int server) implements Event {

        /** Who writes it: the process that starts all others. */
        public static final String PROCESS = "controller";
    }

    /**
     * A job as it stands in the table at the end.
     *
     * @param id the job
     * @param queue its queue
     * @param state its state
     * @param attempt how often it was started
     * @param excused how many of these do not count
     * @param createdAt when it was pushed
     * @param updatedAt when it last changed
     * @param cancelRequested whether it was asked to end
     * @param spec its payload
     */
    record Row(
            long id,
            String queue,
            JobState state,
            int attempt,
            int excused,
            Instant createdAt,
            Instant updatedAt,
            boolean cancelRequested,
            String spec)
            implements Event {}

    /**
     * A failure that is kept with a job.
     *
     * @param id the job
     * @param attempt which start of it
     * @param at when
     * @param node where
     * @param type what
     */
    record Kept(long id, int attempt, Instant at, String node, String type) implements Event {}

    /**
     * What a transactional handler has written.
     *
     * @param id the job
     * @param attempt which start of it
     */
    record Effect(long id, int attempt) implements Event {}

    /**
     * What a pusher has written in the transaction of a push.
     *
     * @param token of the push
     */
    record Booking(String token) implements Event {}
}
