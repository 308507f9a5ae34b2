package com.example.filequeue;

import io.github.pgqueue.CancelResult;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.Wake;
import io.github.pgqueue.spi.Beat;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Ring;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Jobs in a journal. Thread-safe. What operators do and transactions of others are abilities that a store may
 * leave out, as this one does.
 */
final class FileStore implements QueueStore {

    private final Journal journal;
    private final Bells bells;
    private final String channel;
    private final Predicate<JobState> keptForNoTime;
    private final Wake wake;
    private volatile boolean closed;

    FileStore(Journal journal, Bells bells, String channel, Predicate<JobState> keptForNoTime, Wake wake) {
        this.journal = journal;
        this.bells = bells;
        this.channel = channel;
        this.keptForNoTime = keptForNoTime;
        this.wake = wake;
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
    public List<Inserted> insert(String queueName, List<NewJob> jobs) {
        requireOpen();
        Journal.Written<List<Inserted>> written = journal.write(draft -> new Insertion(queueName, draft).insert(jobs));
        // Rule S2.7: else the engine rings, once for many.
        if (wake == Wake.TRANSACTIONAL) {
            ring(written.rings());
        }
        return written.answer();
    }

    @Override
    public void ring(Collection<Ring> rings) {
        requireOpen();
        rings.forEach(ring -> bells.ring(channel, ring.format()));
    }

    @Override
    public ExchangeResult exchange(Exchange exchange) {
        return change(draft -> new Turn(exchange, keptForNoTime, draft).take());
    }

    @Override
    public int takeBack(String queueName, long claim) {
        return change(draft -> {
            List<Row> held = draft.ofQueue(queueName)
                    .filter(row -> row.status().isClaimedUnder(claim))
                    .toList();
            held.forEach(row -> draft.put(row.with(row.status().released(draft.now()))));
            return held.size();
        });
    }

    @Override
    public Beat beat(String node, Duration lease, Optional<Ring> proof) {
        Beat beat = change(draft -> new Nodes(draft).beat(node, lease));
        // Rule S9.6: the way that rings take, once the beat is safe.
        proof.ifPresent(ring -> bells.ring(channel, ring.format()));
        return beat;
    }

    @Override
    public void leave(String node) {
        change(draft -> {
            new Nodes(draft).leave(node);
            return node;
        });
    }

    @Override
    public Map<String, Integer> rescue() {
        return change(draft -> new Nodes(draft).rescue());
    }

    @Override
    public CancelResult cancel(String queueName, long id) {
        return change(draft -> draft.find(queueName, id)
                .filter(row -> !row.state().isFinal())
                .map(row -> cancel(row, draft))
                .orElse(CancelResult.TOO_LATE));
    }

    private static CancelResult cancel(Row row, Draft draft) {
        draft.put(row.with(row.status().cancelled(draft.now())));
        return row.waits() ? CancelResult.CANCELLED : CancelResult.REQUESTED;
    }

    @Override
    public List<Fence> cancelRequests(String node) {
        return read(table -> table.rows().stream()
                .filter(row -> row.status().isRunBy(node) && row.status().cancelRequested())
                .map(Row::fence)
                .toList());
    }

    @Override
    public Awaited await(String queueName, long id) {
        requireOpen();
        // Nobody hears of it: nothing has begun or ended.
        return journal.write(draft -> draft.find(queueName, id)
                        .map(row -> await(row, draft))
                        .orElse(new Awaited(false, Optional.empty())))
                .answer();
    }

    private static Awaited await(Row row, Draft draft) {
        if (row.state().isFinal()) {
            return new Awaited(true, Optional.of(row.toOutcome()));
        }
        if (!row.awaited()) {
            draft.put(row.asAwaited());
        }
        return new Awaited(true, Optional.empty());
    }

    @Override
    public Optional<JobInfo> find(String queueName, long id) {
        return read(table -> table.find(queueName, id).map(Row::toInfo));
    }

    @Override
    public List<QueueStats> stats() {
        return read(table -> table.stats(Instant.now()));
    }

    @Override
    public void close() {
        closed = true;
    }

    private <T> T read(Function<Table, T> question) {
        requireOpen();
        return journal.read(question);
    }

    /** Writes, and once that is safe, rings. */
    private <T> T change(Function<Draft, T> decision) {
        requireOpen();
        Journal.Written<T> written = journal.write(decision);
        ring(written.rings());
        return written.answer();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }
}
