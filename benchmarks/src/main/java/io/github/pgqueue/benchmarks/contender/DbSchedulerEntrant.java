package io.github.pgqueue.benchmarks.contender;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;

/** db-scheduler at work on one-time tasks. */
final class DbSchedulerEntrant implements Entrant {

    private static final String TASK = "work";

    private final Arena arena;
    private final DbScheduler settings;

    /** The scheduler while there is one: only then does a push start its job at once. */
    private volatile SchedulerClient client;

    DbSchedulerEntrant(Arena arena, DbScheduler settings) {
        this.arena = arena;
        this.settings = settings;
        client = pushingOnly();
    }

    private SchedulerClient pushingOnly() {
        return SchedulerClient.Builder.create(arena.pool(), task(payload -> {})).build();
    }

    private static OneTimeTask<byte[]> task(Handler handler) {
        return Tasks.oneTime(TASK, byte[].class).execute((instance, context) -> {
            try {
                handler.handle(instance.getData());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static TaskInstance<byte[]> instance(byte[] payload) {
        return new TaskInstance<>(TASK, UUID.randomUUID().toString(), payload);
    }

    @Override
    public void push(byte[] payload) {
        client.scheduleIfNotExists(instance(payload), Instant.now());
    }

    @Override
    public void pushAll(byte[] payload, int jobs) {
        pushAll(payload, jobs, Instant.now());
    }

    @Override
    public void pushAll(byte[] payload, int jobs, Instant due) {
        client.scheduleBatch(IntStream.range(0, jobs).<TaskInstance<?>>mapToObj(i -> instance(payload)), due);
    }

    @Override
    public Workers work(int workers, Handler handler) {
        Scheduler scheduler = settings.set(Scheduler.create(arena.pool(), task(handler)), workers)
                .build();
        scheduler.start();
        client = scheduler;
        return () -> {
            client = pushingOnly();
            scheduler.stop();
        };
    }

    @Override
    public long unfinished() {
        return arena.count("select count(*) from scheduled_tasks");
    }

    @Override
    public void close() {}
}
