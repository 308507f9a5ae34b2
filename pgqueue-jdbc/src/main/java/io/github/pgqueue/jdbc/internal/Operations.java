package io.github.pgqueue.jdbc.internal;

import io.github.pgqueue.CancelResult;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.TableName;
import io.github.pgqueue.Wake;
import io.github.pgqueue.jdbc.internal.admin.Admin;
import io.github.pgqueue.jdbc.internal.claim.Exchanger;
import io.github.pgqueue.jdbc.internal.claim.TakeBack;
import io.github.pgqueue.jdbc.internal.claim.WaitingQueues;
import io.github.pgqueue.jdbc.internal.connect.AnswerLimit;
import io.github.pgqueue.jdbc.internal.connect.Database;
import io.github.pgqueue.jdbc.internal.connect.Joined;
import io.github.pgqueue.jdbc.internal.connect.KeptConnection;
import io.github.pgqueue.jdbc.internal.hold.Holder;
import io.github.pgqueue.jdbc.internal.job.Ends;
import io.github.pgqueue.jdbc.internal.job.Reader;
import io.github.pgqueue.jdbc.internal.node.Bell;
import io.github.pgqueue.jdbc.internal.node.Nodes;
import io.github.pgqueue.jdbc.internal.push.Inserter;
import io.github.pgqueue.jdbc.internal.retention.Forgetting;
import io.github.pgqueue.jdbc.internal.schema.Bootstrap;
import io.github.pgqueue.jdbc.internal.schema.Roles;
import io.github.pgqueue.jdbc.internal.schema.Schema;
import io.github.pgqueue.jdbc.internal.text.PlanSize;
import io.github.pgqueue.jdbc.internal.text.Statements;
import io.github.pgqueue.jdbc.internal.transaction.JdbcTransactions;
import io.github.pgqueue.jdbc.internal.transaction.Permits;
import io.github.pgqueue.jdbc.internal.transaction.TransactionParts;
import io.github.pgqueue.spi.Beat;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.HeldJobs;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.InsertedJobs;
import io.github.pgqueue.spi.JobAdmin;
import io.github.pgqueue.spi.QueueStore.Awaited;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.spi.ShownUrl;
import io.github.pgqueue.spi.Transactions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** What a store does, put together for one table. Thread-safe. */
public final class Operations {

    private final TableName table;
    private final Database database;
    private final Database upkeep;
    private final Inserter inserter;
    private final Bell bell;
    private final Exchanger exchanger;
    private final Holder holder;
    private final WaitingQueues waiting;
    private final Nodes nodes;
    private final Ends ends;
    private final Reader reader;
    private final TakeBack takeBack;
    private final JobAdmin admin;
    private final Transactions transactions;

    /**
     * Connects to nothing yet.
     *
     * @param dataSource where connections come from
     * @param config the table, and how long finished jobs are kept
     * @param permits how many handlers may hold a connection at once; empty for any number
     * @param kept for what looks after the node; empty for connections like all others
     */
    public Operations(
            DataSource dataSource, PgQueuesConfig config, Optional<Permits> permits, Optional<KeptConnection> kept) {
        this.table = config.table();
        Statements statements = new Statements(table);
        database = new Database(dataSource, config.url().map(ShownUrl::of).orElse("the data source's database"));
        upkeep = kept.map(Database::new).orElse(database);
        PlanSize size = new PlanSize();
        inserter = new Inserter(statements, database, config.wake(), size);
        // To ring twice does no harm, and who waits for a job waits for what comes before a ring too.
        AnswerLimit limit = AnswerLimit.of(config.lease());
        bell = new Bell(statements, upkeep, limit);
        Forgetting forgetting = new Forgetting(statements, database, config);
        exchanger = new Exchanger(statements, database, limit, forgetting, size);
        Joined joined = new Joined();
        holder = new Holder(statements, database, joined, limit, forgetting, size);
        waiting = new WaitingQueues(statements, upkeep, limit, size);
        nodes = new Nodes(statements, upkeep, limit);
        ends = new Ends(statements, database);
        reader = new Reader(statements, database);
        takeBack = new TakeBack(statements, database, limit);
        admin = new Admin(table, database, upkeep, config::retention);
        TransactionParts parts = TransactionParts.of(statements, joined, limit, forgetting);
        transactions = new JdbcTransactions(
                table, database, new Inserter(statements, database, Wake.TRANSACTIONAL, size), parts, permits);
    }

    public void bootstrap() {
        new Bootstrap(table, database).run();
    }

    public String bootstrapSql() {
        return new Schema(table).script();
    }

    public List<Inserted> insert(String queueName, List<NewJob> jobs) {
        if (jobs.isEmpty()) {
            return List.of();
        }
        return inserter.insert(attemptToAdd(jobs, queueName), queueName, jobs);
    }

    public InsertedJobs insertAndRing(String queueName, List<NewJob> jobs) {
        if (jobs.isEmpty()) {
            return new InsertedJobs(List.of(), List.of());
        }
        return inserter.insertAndRing(attemptToAdd(jobs, queueName), queueName, jobs);
    }

    public InsertedJobs insert(Exchange exchange, List<NewJob> jobs) {
        if (jobs.isEmpty()) {
            return new InsertedJobs(List.of(), List.of());
        }
        return inserter.insert(attemptToAdd(jobs, exchange.queueName()), exchange, jobs);
    }

    public void ring(Collection<Ring> rings) {
        bell.ring("tell of jobs in table " + table, rings);
    }

    public ExchangeResult exchange(Exchange exchange) {
        if (exchange.settlements().isEmpty() && exchange.limit() == 0) {
            return new ExchangeResult(List.of(), List.of(), Optional.empty());
        }
        return exchanger.exchange(attempt("settle and claim jobs of", exchange.queueName()), exchange);
    }

    public Optional<HeldJobs> hold(Exchange exchange) {
        return holder.hold(attempt("hold jobs of", exchange.queueName()), exchange);
    }

    public Map<String, Duration> waiting(Collection<String> queueNames) {
        return waiting.look("look for work in table " + table, queueNames);
    }

    public int takeBack(String queueName, long claim) {
        return takeBack.run(attempt("take back a claim on", queueName), queueName, claim);
    }

    public Beat beat(String node, Duration lease, Optional<Ring> proof) {
        return nodes.beat("keep the lease of node '" + node + "' in table " + table, node, lease, proof);
    }

    public void leave(String node) {
        nodes.leave("end the lease of node '" + node + "' in table " + table, node);
    }

    public Map<String, Integer> rescue() {
        return nodes.rescue("give back the jobs of nodes that are gone in table " + table);
    }

    public List<Fence> cancelRequests(String node) {
        return nodes.cancelRequests("look for cancelled jobs of node '" + node + "' in table " + table, node);
    }

    public CancelResult cancel(String queueName, long id) {
        return ends.cancel(attempt("cancel job " + id + " of", queueName), queueName, id);
    }

    public Awaited await(String queueName, long id) {
        return ends.await(attempt("look how job " + id + " has ended of", queueName), queueName, id);
    }

    public Optional<JobInfo> find(String queueName, long id) {
        return reader.find(attempt("look up job " + id + " of", queueName), queueName, id);
    }

    public List<QueueStats> stats() {
        return reader.stats("count the jobs in table " + table);
    }

    public JobAdmin admin() {
        return admin;
    }

    public Transactions transactions() {
        return transactions;
    }

    public String rolesSql(String producer, String worker, String operator) {
        return new Roles(producer, worker, operator).script(table);
    }

    /** From now on all that was handed out refuses too. */
    public void close() {
        database.close();
        upkeep.close();
    }

    private String attemptToAdd(List<NewJob> jobs, String queueName) {
        return attempt("add " + (jobs.size() == 1 ? "a job" : jobs.size() + " jobs") + " to", queueName);
    }

    private String attempt(String what, String queueName) {
        return what + " queue '" + queueName + "' in table " + table;
    }
}
