package com.example.filequeue;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Ring;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Jobs in a journal. Thread-safe. */
final class FileStore implements QueueStore {

    private final Journal journal;
    private final Bells bells;
    private final String channel;
    private volatile boolean closed;

    FileStore(Journal journal, Bells bells, String channel) {
        this.journal = journal;
        this.bells = bells;
        this.channel = channel;
    }

    @Override
    public void bootstrap() {
        requireOpen();
        journal.create();
    }

    @Override
    public String bootstrapSql() {
        return "";
    }

    @Override
    public List<Long> insert(String queueName, List<NewJob> jobs) {
        List<Row> added = change((table, now) -> table.insert(queueName, jobs, now));
        return added.stream().map(Row::id).toList();
    }

    @Override
    public ExchangeResult exchange(Exchange exchange) {
        Turn turn = new Turn(exchange);
        change(turn::take);
        return turn.result();
    }

    @Override
    public int takeBack(String queueName, long claim) {
        return change((table, now) -> table.takeBack(queueName, claim, now)).size();
    }

    @Override
    public Optional<JobInfo> find(String queueName, long id) {
        requireOpen();
        return journal.read(table -> table.find(queueName, id).map(Row::toInfo));
    }

    @Override
    public List<QueueStats> stats() {
        requireOpen();
        return journal.read(table -> table.stats(Instant.now()));
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Writes, and once that is safe, rings for what can be run. */
    private List<Row> change(Journal.Decision decision) {
        requireOpen();
        List<Row> changed = journal.write(decision);
        List<Row> waiting = changed.stream().filter(Row::waits).toList();
        if (!waiting.isEmpty()) {
            bells.ring(channel, ringFor(waiting).format());
        }
        return changed;
    }

    /** All rows of one change are of one queue. */
    private static Ring ringFor(List<Row> waiting) {
        Row first = waiting.get(0);
        boolean single = waiting.size() == 1;
        Optional<Instant> due = Optional.of(first.runAt()).filter(at -> single && at.isAfter(Instant.now()));
        return new Ring(first.queueName(), single ? OptionalLong.of(first.id()) : OptionalLong.empty(), due);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }
}
