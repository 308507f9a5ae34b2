package io.github.pgqueue.spi;

import io.github.pgqueue.CancelResult;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobOutcome;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.QueueStats;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where jobs are kept. Has no threads of its own; thread-safe; each call is a transaction of its own.
 *
 * <p>Rules that hold for every method: it blocks until it is done; it throws
 * {@link io.github.pgqueue.StoreException} if the database refuses or cannot be reached, and has then
 * changed nothing or cannot know; times are the database's.
 *
 * <ul>
 *   <li><b>S16.1</b> An exchange, a taking back, a beat, a look for what waits or was cancelled, a ring, or the begin of
 *       a {@link JobTransaction}, whose answer a network has lost ends, with an exception or because it was asked
 *       again, within half of the config's {@linkplain io.github.pgqueue.PgQueuesConfig#lease() lease}, if the network
 *       works again: what it may have claimed can be given back before the lease's length is over, and no node is blind
 *       or silent for longer.
 * </ul>
 *
 * <p>Whoever keeps jobs also announces them: once a job that can run is committed, by whatever way it
 * came, a {@link Ring} for its queue is sent on the table's channel, where the store has such a thing. What
 * {@link #insert} adds is an exception, unless the config says {@link io.github.pgqueue.Wake#TRANSACTIONAL}: the
 * engine then has others told by {@link #ring}.
 *
 * <p>What operators do and what takes part in transactions of others are abilities of their own: {@link
 * #admin()} and {@link #transactions()}.
 */
public interface QueueStore extends AutoCloseable {

    /**
     * Creates what the store needs, or upgrades what an earlier version made.
     *
     * <ul>
     *   <li><b>S1.1</b> Repeating it changes nothing and keeps all jobs.
     *   <li><b>S1.2</b> Called by many at once, from several stores too, it succeeds for all of them.
     * </ul>
     */
    void bootstrap();

    /**
     * What {@link #bootstrap()} runs on an empty database. Needs no connection.
     *
     * @return a script; empty if the store needs none
     */
    String bootstrapSql();

    /**
     * Adds jobs, each {@code NEW}, attempt 0.
     *
     * <ul>
     *   <li><b>S2.1</b> The ids come in the order of the jobs; no two jobs of a store share one.
     *   <li><b>S2.2</b> When it returns, every other store on the same table sees the jobs.
     *   <li><b>S2.3</b> Payloads come back byte for byte; absent, empty and zero bytes are kept apart.
     *   <li><b>S2.4</b> It adds all jobs or none. An empty list adds none and is no error.
     *   <li><b>S2.5</b> A job is due now, or at its time, to the microsecond, or after its delay from now.
     *   <li><b>S2.6</b> Headers, retry policy and time limit come back with each claim as they were given.
     *   <li><b>S2.7</b> With {@link io.github.pgqueue.Wake#TRANSACTIONAL} a ring is sent for jobs that were added
     *       or became due earlier, else none. Jobs that come by another way are rung for as ever.
     *   <li><b>S2.8</b> Inserts that are made at once may share a transaction: each adds its own jobs all the same and
     *       gets their ids, and one that is refused fails alone.
     * </ul>
     *
     * <p>Jobs with a {@link io.github.pgqueue.UniqueKey}:
     *
     * <ul>
     *   <li><b>S8.1</b> While a job of the queue holds the key, none is added: the answer is the first one's
     *       id, and that it was there. Of two in one list the second finds the first.
     *   <li><b>S8.2</b> The key counts as its scope says: while the job is {@code NEW} or {@code RUNNING};
     *       until it is first claimed; or for a time after its insertion. Then it is free.
     *   <li><b>S8.3</b> Replacing makes a {@code NEW} job take over all of the second but the id; others stay
     *       as they are.
     *   <li><b>S8.4</b> Debouncing does the same, due {@code quiet} from now, but at most {@code longest}
     *       after the job was created; the first is due {@code quiet} after its insertion.
     *   <li><b>S8.5</b> Of many who insert one key at once, one adds a job, and all get its id.
     * </ul>
     *
     * @param queueName the queue
     * @param jobs the jobs
     * @return what became of them, in their order
     */
    List<Inserted> insert(String queueName, List<NewJob> jobs);

    /**
     * Adds jobs to a queue and claims them at once, for workers that would be the next to claim them anyway: at less cost
     * than by {@link #insert(String, List)} and {@link #exchange}, if the store can.
     *
     * <ul>
     *   <li><b>S18.1</b> The jobs are added by the rules S2.1 to S2.6 and S8.1 to S8.5, and their ids told in their order.
     *   <li><b>S18.2</b> Of the jobs that it adds it claims at most as many as the limit, or none, as an exchange
     *       would: those that are due, if the queue is not paused. They are {@code RUNNING}, attempt 1, with the claim's
     *       fence, and told in the order in which they are to run; the others are {@code NEW}.
     *   <li><b>S18.3</b> Of calls that are made at once each claims jobs of its own only.
     *   <li><b>S18.4</b> Nobody else can claim what was claimed so, before or after, until it is settled or
     *       {@linkplain #takeBack taken back}.
     *   <li><b>S18.5</b> While another job of the queue waits that is due, it claims none: nobody is overtaken.
     * </ul>
     *
     * @param exchange who claims how many of which queue; without settlements
     * @param jobs the jobs
     * @return what became of them
     */
    default InsertedJobs insert(Exchange exchange, List<NewJob> jobs) {
        return new InsertedJobs(insert(exchange.queueName(), jobs), List.of());
    }

    /**
     * Adds jobs to a queue, and tells all who listen of them on the same way, if the store can do that at less cost than by
     * {@link #ring}: as a database can that is sent both at once.
     *
     * <p>Asked only with {@link io.github.pgqueue.Wake#AUTO}.
     *
     * <ul>
     *   <li><b>S19.1</b> The jobs are added by the rules S2.1 to S2.6 and S8.1 to S8.5, and their ids told in their order.
     *       It claims none.
     *   <li><b>S19.2</b> If it says that it has rung, it has sent one ring as by {@link #ring}, when the jobs were there: of
     *       the kind {@link Ring.Kind#WORK} for the queue, with the job's number if it is a single one. If it does not say
     *       so, it has sent none. Jobs for which it cannot ring are added all the same.
     * </ul>
     *
     * @param queueName the queue
     * @param jobs the jobs
     * @return what became of them
     */
    default InsertedJobs insertAndRing(String queueName, List<NewJob> jobs) {
        return new InsertedJobs(insert(queueName, jobs), List.of());
    }

    /**
     * Tells all who listen.
     *
     * <ul>
     *   <li><b>S14.1</b> When it returns, each ring has been sent on the table's channel as it is, whatever jobs
     *       there are. Equal ones may count as one.
     * </ul>
     *
     * @param rings what to tell; may be empty
     */
    void ring(Collection<Ring> rings);

    /**
     * Settles finished jobs and claims the next ones, in one round trip where the store can.
     *
     * <p>Claiming:
     *
     * <ul>
     *   <li><b>S3.1</b> Only jobs of the given queue that are {@code NEW} and due.
     *   <li><b>S3.2</b> By priority, then due time, then id; the result is in this order.
     *   <li><b>S3.3</b> Never more than {@link Exchange#limit()}; zero claims none.
     *   <li><b>S3.4</b> No job is claimed twice, whatever the number of callers, stores and processes,
     *       and no caller waits for another one's claim.
     *   <li><b>S3.5</b> A claimed job is {@code RUNNING}, its attempt one higher; its {@link Fence}
     *       carries attempt and claim.
     *   <li><b>S3.6</b> If fewer than the limit were claimed and a job of the queue waits for a later
     *       time, {@link ExchangeResult#nextDue()} says how long until the first is due, to within
     *       50 ms.
     *   <li><b>S3.7</b> After at least 16 exchanges for the queue in a row that claimed all they asked for, one may pass
     *       over jobs that have come before those which were claimed last; but not for longer than ten times as long as
     *       a look from the start takes. If fewer than the limit are claimed, none was passed over.
     * </ul>
     *
     * <p>Settling:
     *
     * <ul>
     *   <li><b>S4.1</b> {@link Outcome#SUCCESS} ends the job as {@code SUCCESS}, {@link Outcome#ERROR}
     *       as {@code ERROR} and {@link Outcome#CANCEL} as {@code CANCELLED}, with the failure kept.
     *   <li><b>S4.2</b> A settlement counts only if the job is {@code RUNNING} and id, attempt and claim
     *       are those of its {@link Fence}; else it touches nothing and its fence is in
     *       {@link ExchangeResult#lost()}.
     *   <li><b>S4.3</b> Repeating a settlement touches nothing.
     *   <li><b>S4.4</b> {@link Outcome#RETRY} makes the job {@code NEW} again, due after the
     *       settlement's delay or at its time, the attempt counted and the failure kept.
     *   <li><b>S4.5</b> {@link Outcome#RELEASE} makes the job {@code NEW} again, due as before, as if it
     *       had never been claimed: the attempt is not counted. {@link Outcome#ABANDON} ends it as {@code
     *       ERROR} instead, the attempt not counted either.
     *   <li><b>S4.6</b> A settlement that is lost does not hinder the others, nor the claim.
     *   <li><b>S4.7</b> {@link Outcome#SNOOZE} makes the job {@code NEW} again, due after the settlement's
     *       delay, the attempt counted and excused.
     *   <li><b>S4.8</b> The last {@value io.github.pgqueue.AttemptError#MOST_KEPT} failures are kept with
     *       attempt, time and node.
     *   <li><b>S4.9</b> Where the config keeps jobs of a final state for no time, such a job is gone once the
     *       settlement has returned, unless somebody awaits it or its unique key still counts.
     * </ul>
     *
     * @param exchange what to settle and how many to claim
     * @return what was claimed, and what came too late
     */
    ExchangeResult exchange(Exchange exchange);

    /**
     * Claims jobs that are likely to be done within moments, at less cost than {@link #exchange} if the store can: see
     * {@link HeldJobs}.
     *
     * <ul>
     *   <li><b>S17.1</b> What is held was claimed by the rules S3.1 to S3.4, and its fences are those that S3.5 tells;
     *       but until it is let go of, others may see it as it was before. It holds none, and has changed nothing, where
     *       an exchange is to claim.
     *   <li><b>S17.6</b> While there are as many as are asked for, it may pass over jobs that have come before those which
     *       were held last; but not for longer than moments: 50 ms, or ten times as long as a look from the start takes.
     * </ul>
     *
     * <p>A settlement of another job may have to wait until what is held is let go of, if the store keeps others from it by
     * locks that it may take on a job which is claimed just then. So whoever holds lets go without waiting for a settlement.
     *
     * @param exchange who claims how many; without settlements
     * @return what is held; empty if an exchange is to be asked
     */
    default Optional<HeldJobs> hold(Exchange exchange) {
        return Optional.empty();
    }

    /**
     * Looks whether anything waits in some queues, for subscriptions that nobody has rung for a while. A store that can
     * do this at less cost than an exchange for each of them should; others need not.
     *
     * <ul>
     *   <li><b>S15.1</b> It tells of exactly those of the queues that have a job which is {@code NEW}, are not paused,
     *       and whose first job is not due at infinity: zero if a job is due, else how long until the first is, to
     *       within 50 ms. It changes nothing.
     * </ul>
     *
     * @param queueNames the queues, at most a thousand
     * @return how long nothing is due, by queue; empty, and not an empty map, if the store has no such thing
     */
    default Optional<Map<String, Duration>> waiting(Collection<String> queueNames) {
        return Optional.empty();
    }

    /**
     * Gives back all that was claimed under one claim number, for a caller that sent an exchange and
     * lost the answer.
     *
     * <ul>
     *   <li><b>S5.1</b> Exactly the queue's jobs that are {@code RUNNING} under this claim become
     *       {@code NEW} as by {@link Outcome#RELEASE}; no other job is touched. Nothing is {@linkplain #hold held} under
     *       it any more.
     * </ul>
     *
     * @param queueName the queue
     * @param claim the {@link Exchange#claim()} of the lost exchange
     * @return how many jobs were given back
     */
    int takeBack(String queueName, long claim);

    /**
     * A node says that it is alive, and will be for so long.
     *
     * <ul>
     *   <li><b>S9.1</b> The node is alive from now on for the length of the lease, by the store's clock, and
     *       the answer tells if it was not before.
     *   <li><b>S9.2</b> It tells how long until the first lease of another node is over.
     *   <li><b>S9.6</b> The proof, if there is one, is sent on the table's channel once the beat is durable, as it
     *       is and once, where the store has such a thing. Without one nothing is sent.
     * </ul>
     *
     * @param node who
     * @param lease for how long
     * @param proof a ring of the kind {@link Ring.Kind#PROOF} that this node wants to hear
     * @return whether it had lapsed, and when to look after others
     */
    Beat beat(String node, Duration lease, Optional<Ring> proof);

    /**
     * A node ends: its lease is over at once. Unknown nodes are fine.
     *
     * <ul>
     *   <li><b>S9.3</b> What the node still holds is rescued by the next call of {@link #rescue()}.
     * </ul>
     *
     * @param node who
     */
    void leave(String node);

    /**
     * Gives back the jobs of nodes that are not alive.
     *
     * <ul>
     *   <li><b>S9.4</b> Each {@code RUNNING} job of a node that is not alive, or of none, becomes {@code NEW},
     *       due as before, the attempt counted, the loss kept among its failures; its next claim says that it
     *       was rescued. A ring is sent.
     *   <li><b>S9.5</b> Jobs of nodes that are alive are not touched. Nobody waits for anybody: what another
     *       caller rescues is left to that one.
     * </ul>
     *
     * @return how many, by queue
     */
    Map<String, Integer> rescue();

    /**
     * Cancels a job.
     *
     * <ul>
     *   <li><b>S10.1</b> A {@code NEW} job is {@code CANCELLED}. A {@code RUNNING} one goes on, and is told by
     *       {@link #cancelRequests}; a ring of the kind {@link Ring.Kind#CANCEL} is sent. Others stay as they
     *       are.
     *   <li><b>S10.2</b> Where a cancelled job would become {@code NEW} again, by whatever settlement or
     *       rescue, it becomes {@code CANCELLED}.
     * </ul>
     *
     * @param queueName the queue
     * @param id the job
     * @return what was found
     */
    CancelResult cancel(String queueName, long id);

    /**
     * Which of the jobs that a node holds have been cancelled.
     *
     * <ul>
     *   <li><b>S10.3</b> Exactly the {@code RUNNING} jobs of the node that are to end.
     * </ul>
     *
     * @param node who asks
     * @return the current claims of these jobs
     */
    List<Fence> cancelRequests(String node);

    /**
     * How a job has ended; if it has not, its end is to be announced.
     *
     * <ul>
     *   <li><b>S11.1</b> A final job's state, result and last error are told; a job that is not there is told
     *       by {@link Awaited#exists()}.
     *   <li><b>S11.2</b> If the job is not final, then its end, whatever brings it about, sends a ring of the
     *       kind {@link Ring.Kind#DONE} with its id. Jobs for which this was not called send none.
     * </ul>
     *
     * @param queueName the queue
     * @param id the job
     * @return what is known now
     */
    Awaited await(String queueName, long id);

    /**
     * What is known of a job that somebody awaits. Immutable.
     *
     * @param exists whether there is such a job
     * @param outcome how it has ended; empty if it has not
     */
    record Awaited(boolean exists, Optional<JobOutcome> outcome) {}

    /**
     * What operators do.
     *
     * @return empty if the store cannot
     */
    default Optional<JobAdmin> admin() {
        return Optional.empty();
    }

    /**
     * Jobs in transactions of others.
     *
     * @return empty if the store cannot
     */
    default Optional<Transactions> transactions() {
        return Optional.empty();
    }

    /**
     * Grants for roles of a producer, a worker and an operator. Needs no connection.
     *
     * @param producer who adds jobs
     * @param worker who does them
     * @param operator who looks after them
     * @return a script; empty if the store has no roles
     */
    default String rolesSql(String producer, String worker, String operator) {
        return "";
    }

    /**
     * Looks a job up.
     *
     * <ul>
     *   <li><b>S6.1</b> It tells state, attempt, error and times as they stand; a job that is not there
     *       or in another queue is empty.
     * </ul>
     *
     * @param queueName the queue
     * @param id the job
     * @return the job as it stands
     */
    Optional<JobInfo> find(String queueName, long id);

    /**
     * Counts jobs.
     *
     * <ul>
     *   <li><b>S6.2</b> One entry for each queue and state that has jobs, by queue name, then state, with
     *       the age of the job that has been due longest among those that wait.
     * </ul>
     *
     * @return the counts
     */
    List<QueueStats> stats();

    /**
     * Lets go of all resources.
     *
     * <ul>
     *   <li><b>S7.1</b> Twice is fine; it returns within seconds, also with the database down.
     *   <li><b>S7.2</b> Afterwards every other method but {@link #bootstrapSql()} throws
     *       {@link IllegalStateException}.
     * </ul>
     */
    @Override
    void close();
}
