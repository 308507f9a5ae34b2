package io.github.pgqueue.jdbc.internal;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.TableName;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.statement.Update;

/** What a store does, put together for one table. Thread-safe. */
public final class Operations {

    private final TableName table;
    private final Database database;
    private final Inserter inserter;
    private final Exchanger exchanger;
    private final Reader reader;
    private final String takeBack;

    /**
     * Connects to nothing yet.
     *
     * @param dataSource where connections come from
     * @param table the table
     */
    public Operations(DataSource dataSource, TableName table) {
        Statements statements = new Statements(table);
        this.table = table;
        database = new Database(dataSource);
        inserter = new Inserter(statements, database);
        exchanger = new Exchanger(statements, database);
        reader = new Reader(statements, database);
        takeBack = statements.fill(Statements.TAKE_BACK);
    }

    public void bootstrap() {
        new Bootstrap(table, database).run();
    }

    public String bootstrapSql() {
        return new Schema(table).script();
    }

    public List<Long> insert(String queueName, List<NewJob> jobs) {
        if (jobs.isEmpty()) {
            return List.of();
        }
        String what = jobs.size() == 1 ? "a job" : jobs.size() + " jobs";
        return inserter.insert(attempt("add " + what + " to", queueName), queueName, jobs);
    }

    public ExchangeResult exchange(Exchange exchange) {
        if (exchange.settlements().isEmpty() && exchange.limit() == 0) {
            return new ExchangeResult(List.of(), List.of(), Optional.empty());
        }
        return exchanger.exchange(attempt("settle and claim jobs of", exchange.queueName()), exchange);
    }

    public int takeBack(String queueName, long claim) {
        return database.statement(attempt("take back a claim on", queueName), handle -> {
            try (Update update = handle.createUpdate(takeBack)) {
                return update.bind("queue", queueName).bind("claim", claim).execute();
            }
        });
    }

    public Optional<JobInfo> find(String queueName, long id) {
        return reader.find(attempt("look up job " + id + " of", queueName), queueName, id);
    }

    public List<QueueStats> stats() {
        return reader.stats("count the jobs in table " + table);
    }

    private String attempt(String what, String queueName) {
        return what + " queue '" + queueName + "' in table " + table;
    }
}
