package io.github.pgqueue.benchmarks.contender;

import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.Objects;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.scheduling.JobScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.StorageProviderUtils.DatabaseOptions;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.utils.mapper.jackson3.Jackson3JsonMapper;
import org.jspecify.annotations.Nullable;

/** JobRunr at work. Its jobs name a method, so the handler of the process is a static one. */
public final class JobRunrEntrant implements Entrant {

    private static final Duration POLL = Duration.ofSeconds(5);

    private static volatile @Nullable Handler current;

    private final Arena arena;
    private final Jackson3JsonMapper json = new Jackson3JsonMapper();
    private final PostgresStorageProvider storage;
    private final JobScheduler scheduler;

    JobRunrEntrant(Arena arena) {
        this.arena = arena;
        storage = new PostgresStorageProvider(arena.pool(), DatabaseOptions.NO_VALIDATE);
        storage.setJobMapper(new JobMapper(json));
        scheduler = new JobScheduler(storage);
    }

    /**
     * What each job calls.
     *
     * @param payload as text
     * @throws Exception if the job has failed
     */
    public static void run(String payload) throws Exception {
        Objects.requireNonNull(current, "nobody works here")
                .handle(Base64.getDecoder().decode(payload));
    }

    @Override
    public void push(byte[] payload) {
        String text = Base64.getEncoder().encodeToString(payload);
        scheduler.enqueue(() -> JobRunrEntrant.run(text));
    }

    @Override
    public void pushAll(byte[] payload, int jobs) {
        String text = Base64.getEncoder().encodeToString(payload);
        scheduler.enqueue(Collections.nCopies(jobs, text).stream(), each -> JobRunrEntrant.run(each));
    }

    @Override
    public Workers work(int workers, Handler handler) {
        current = handler;
        BackgroundJobServer server = new BackgroundJobServer(
                storage,
                json,
                null,
                BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                        .andWorkerCount(workers)
                        .andPollInterval(POLL));
        server.start();
        return server::stop;
    }

    @Override
    public long unfinished() {
        return arena.count("select count(*) from jobrunr_jobs where state <> 'SUCCEEDED'");
    }

    @Override
    public void close() {
        storage.close();
    }
}
