package io.github.pgqueue.benchmarks.contender;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import ru.yoomoney.tech.dbqueue.api.EnqueueParams;
import ru.yoomoney.tech.dbqueue.api.QueueConsumer;
import ru.yoomoney.tech.dbqueue.api.Task;
import ru.yoomoney.tech.dbqueue.api.TaskExecutionResult;
import ru.yoomoney.tech.dbqueue.api.TaskPayloadTransformer;
import ru.yoomoney.tech.dbqueue.api.impl.NoopPayloadTransformer;
import ru.yoomoney.tech.dbqueue.config.DatabaseDialect;
import ru.yoomoney.tech.dbqueue.config.QueueService;
import ru.yoomoney.tech.dbqueue.config.QueueShard;
import ru.yoomoney.tech.dbqueue.config.QueueShardId;
import ru.yoomoney.tech.dbqueue.config.QueueTableSchema;
import ru.yoomoney.tech.dbqueue.config.impl.NoopTaskLifecycleListener;
import ru.yoomoney.tech.dbqueue.config.impl.NoopThreadLifecycleListener;
import ru.yoomoney.tech.dbqueue.settings.ProcessingMode;
import ru.yoomoney.tech.dbqueue.settings.QueueConfig;
import ru.yoomoney.tech.dbqueue.settings.QueueId;
import ru.yoomoney.tech.dbqueue.settings.QueueLocation;
import ru.yoomoney.tech.dbqueue.settings.QueueSettings;
import ru.yoomoney.tech.dbqueue.settings.ReenqueueRetrySettings;
import ru.yoomoney.tech.dbqueue.settings.TaskRetryType;
import ru.yoomoney.tech.dbqueue.spring.dao.SpringDatabaseAccessLayer;

/** db-queue at work on one queue and shard. */
final class DbQueueEntrant implements Entrant {

    private static final Duration SHUTDOWN = Duration.ofSeconds(30);

    private static final QueueLocation LOCATION = QueueLocation.builder()
            .withTableName("queue_tasks")
            .withQueueId(new QueueId("work"))
            .build();

    private final Arena arena;
    private final QueueShard<SpringDatabaseAccessLayer> shard;

    DbQueueEntrant(Arena arena) {
        this.arena = arena;
        TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(arena.pool()));
        shard = new QueueShard<>(
                new QueueShardId("main"),
                new SpringDatabaseAccessLayer(
                        DatabaseDialect.POSTGRESQL,
                        QueueTableSchema.builder().build(),
                        new JdbcTemplate(arena.pool()),
                        transactions));
    }

    @Override
    public void push(byte[] payload) {
        String text = Base64.getEncoder().encodeToString(payload);
        shard.getDatabaseAccessLayer().getQueueDao().enqueue(LOCATION, EnqueueParams.create(text));
    }

    @Override
    public Workers work(int workers, Handler handler) {
        QueueService service = new QueueService(
                List.of(shard), NoopThreadLifecycleListener.getInstance(), NoopTaskLifecycleListener.getInstance());
        service.registerQueue(new Consumer(new QueueConfig(LOCATION, settings(workers)), handler));
        service.start();
        return () -> {
            service.shutdown();
            service.awaitTermination(SHUTDOWN);
        };
    }

    private static QueueSettings settings(int workers) {
        return QueueSettings.builder()
                .withThreadCount(workers)
                .withBetweenTaskTimeout(Duration.ZERO)
                .withNoTaskTimeout(Duration.ofMillis(10))
                .withFatalCrashTimeout(Duration.ofSeconds(1))
                .withProcessingMode(ProcessingMode.SEPARATE_TRANSACTIONS)
                .withRetryType(TaskRetryType.GEOMETRIC_BACKOFF)
                .withRetryInterval(Duration.ofMinutes(1))
                .withReenqueueRetrySettings(ReenqueueRetrySettings.createDefault())
                .build();
    }

    @Override
    public long unfinished() {
        return arena.count("select count(*) from queue_tasks");
    }

    @Override
    public void close() {}

    private record Consumer(QueueConfig getQueueConfig, Handler handler) implements QueueConsumer<String> {

        @Override
        public TaskExecutionResult execute(Task<String> task) {
            try {
                handler.handle(Base64.getDecoder().decode(task.getPayloadOrThrow()));
                return TaskExecutionResult.finish();
            } catch (Exception e) {
                return TaskExecutionResult.fail();
            }
        }

        @Override
        public TaskPayloadTransformer<String> getPayloadTransformer() {
            return NoopPayloadTransformer.getInstance();
        }
    }
}
