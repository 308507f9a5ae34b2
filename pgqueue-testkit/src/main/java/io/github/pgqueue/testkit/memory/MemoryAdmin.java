package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobPage;
import io.github.pgqueue.spi.JobAdmin;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an operator does. Thread-safe. */
final class MemoryAdmin implements JobAdmin {

    /** As many as the real stores take at once. */
    private static final int STEP = 1_000;

    private final Supplier<MemoryTable> table;
    private final MemoryRetention retention;

    MemoryAdmin(Supplier<MemoryTable> table, MemoryRetention retention) {
        this.table = table;
        this.retention = retention;
    }

    @Override
    public boolean retry(String queueName, long id) {
        return apply(queueName, BulkAction.RETRY, id);
    }

    @Override
    public boolean discard(String queueName, long id) {
        return apply(queueName, BulkAction.DISCARD, id);
    }

    private boolean apply(String queueName, BulkAction action, long id) {
        return table.get().call((rows, call) -> new MemoryOperations(rows.queue(queueName), call).apply(action, id));
    }

    @Override
    public JobPage list(String queueName, JobFilter filter, int limit, Optional<String> from) {
        Optional<MemoryPlace> start = from.map(MemoryPlace::parse);
        return table.get().call((rows, call) -> page(rows.queue(queueName), filter, limit, start));
    }

    private static JobPage page(MemoryQueue queue, JobFilter filter, int limit, Optional<MemoryPlace> start) {
        Comparator<MemoryPlace> order = MemoryPlace.order(filter.state());
        List<MemoryJob> found = queue.jobs().stream()
                .filter(job -> MemoryPlace.isMeant(job, filter))
                .filter(job -> start.filter(place -> order.compare(MemoryPlace.of(job), place) <= 0)
                        .isEmpty())
                .sorted(Comparator.comparing(MemoryPlace::of, order))
                .limit(limit + 1L)
                .toList();
        List<MemoryJob> shown = found.subList(0, Math.min(limit, found.size()));
        Optional<String> next = found.size() > limit
                ? Optional.of(MemoryPlace.of(shown.get(limit - 1)).text())
                : Optional.empty();
        return new JobPage(shown.stream().map(MemoryJob::info).toList(), next);
    }

    @Override
    public long preview(String queueName, BulkAction action, JobFilter filter) {
        return table.get()
                .call((rows, call) ->
                        touched(rows.queue(queueName), call, action, filter).count());
    }

    @Override
    public Step apply(String queueName, BulkAction action, JobFilter filter, OptionalLong from) {
        return table.get().call((rows, call) -> {
            MemoryQueue queue = rows.queue(queueName);
            List<Long> ids = touched(queue, call, action, filter)
                    .map(MemoryJob::id)
                    .filter(id -> id >= from.orElse(id))
                    .sorted()
                    .limit(STEP + 1L)
                    .toList();
            OptionalLong next = ids.size() > STEP ? OptionalLong.of(ids.get(STEP)) : OptionalLong.empty();
            MemoryOperations operations = new MemoryOperations(queue, call);
            // One at a time: of two with one unique key, the second cannot wait again once the first does.
            long count = ids.stream()
                    .limit(STEP)
                    .filter(id -> operations.apply(action, id))
                    .count();
            return new Step(count, next);
        });
    }

    private static Stream<MemoryJob> touched(MemoryQueue queue, MemoryCall call, BulkAction action, JobFilter filter) {
        MemoryOperations operations = new MemoryOperations(queue, call);
        return queue.jobs().stream().filter(job -> MemoryPlace.isMeant(job, filter) && operations.touches(action, job));
    }

    @Override
    public void pause(String queueName, boolean paused) {
        table.get().run((rows, call) -> rows.queue(queueName).pause(paused, call));
    }

    @Override
    public Set<String> paused() {
        return table.get()
                .call((rows, call) -> rows.queues().stream()
                        .filter(MemoryQueue::isPaused)
                        .map(MemoryQueue::name)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public long prunable() {
        return table.get().call((rows, call) -> over(rows, call).count());
    }

    @Override
    public int prune(int limit) {
        return table.get().call((rows, call) -> {
            List<MemoryJob> over = over(rows, call).limit(limit).toList();
            over.forEach(job -> rows.queue(job.queueName()).remove(job, call));
            return over.size();
        });
    }

    private Stream<MemoryJob> over(MemoryRows rows, MemoryCall call) {
        return rows.jobs().filter(job -> retention.isOver(job, call.now()));
    }

    @Override
    public boolean takeDuty(String duty, String node, Duration time) {
        return table.get().call((rows, call) -> rows.duties().take(duty, node, time, call.now()));
    }
}
