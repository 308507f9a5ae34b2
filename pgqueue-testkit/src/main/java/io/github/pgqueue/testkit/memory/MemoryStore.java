package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.TableName;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Ring;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A table as one process sees it; rings when something can run. Thread-safe. */
final class MemoryStore implements QueueStore {

    private final MemoryDatabase database;
    private final TableName name;
    private volatile boolean closed;

    MemoryStore(MemoryDatabase database, TableName name) {
        this.database = database;
        this.name = name;
    }

    @Override
    public void bootstrap() {
        requireOpen();
        database.createTable(name);
    }

    @Override
    public String bootstrapSql() {
        return "";
    }

    @Override
    public List<Long> insert(String queueName, List<NewJob> jobs) {
        List<NewJob> all = List.copyOf(jobs);
        List<Long> ids = table().insert(queueName, all);
        if (ids.size() == 1) {
            ring(new Ring(queueName, OptionalLong.of(ids.get(0)), Optional.empty()));
        } else if (!ids.isEmpty()) {
            ring(Ring.of(queueName));
        }
        return ids;
    }

    @Override
    public ExchangeResult exchange(Exchange exchange) {
        MemoryAnswer answer = table().exchange(exchange);
        answer.rings().forEach(this::ring);
        return answer.result();
    }

    @Override
    public int takeBack(String queueName, long claim) {
        int count = table().takeBack(queueName, claim);
        if (count > 0) {
            ring(Ring.of(queueName));
        }
        return count;
    }

    @Override
    public Optional<JobInfo> find(String queueName, long id) {
        return table().find(queueName, id);
    }

    @Override
    public List<QueueStats> stats() {
        return table().stats();
    }

    @Override
    public void close() {
        closed = true;
    }

    private void ring(Ring ring) {
        database.channels().send(name.channel(), ring.format());
    }

    private MemoryTable table() {
        requireOpen();
        return database.table(name);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The store is closed");
        }
    }
}
