package io.github.pgqueue.chaos.worker;

import io.github.pgqueue.Job;
import io.github.pgqueue.JobExit;
import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.Event.How;
import io.github.pgqueue.chaos.history.Recorder;
import io.github.pgqueue.chaos.plan.JobKind;
import io.github.pgqueue.chaos.plan.JobSpec;
import io.github.pgqueue.chaos.process.Tables;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Does what a job says, and writes down that it does. */
final class Handling {

    /** As after {@code kill -9}. */
    private static final int KILLED = 137;

    private final Recorder recorder;

    Handling(Recorder recorder) {
        this.recorder = recorder;
    }

    void handle(Job job) throws Exception {
        JobSpec spec = started(job);
        watch(job, () -> work(job, spec));
    }

    void handle(Job job, Connection connection) throws Exception {
        JobSpec spec = started(job);
        watch(job, () -> {
            write(job, connection);
            work(job, spec);
        });
    }

    private JobSpec started(Job job) {
        JobSpec spec = JobSpec.parse(Objects.requireNonNull(job.text(), "payload"));
        recorder.record(new Event.Started(
                Instant.now(),
                job.queueName(),
                job.id(),
                job.attempt(),
                job.runAt(),
                job.createdAt(),
                job.priority(),
                spec.token()));
        return spec;
    }

    private interface Step {
        void run() throws Exception;
    }

    private void watch(Job job, Step step) throws Exception {
        try {
            step.run();
        } catch (InterruptedException interrupted) {
            ended(job, How.INTERRUPTED, job.isCancelRequested() ? "asked to end" : "not asked to end");
            throw interrupted;
        } catch (PlannedFailure | JobExit planned) {
            ended(job, How.THREW, planned.getClass().getSimpleName());
            throw planned;
        } catch (Exception | Error failure) {
            ended(job, How.FAILED, failure.toString());
            throw failure;
        }
        ended(job, How.RETURNED, "");
    }

    private void ended(Job job, How how, String detail) {
        recorder.record(new Event.Ended(Instant.now(), job.id(), job.attempt(), how, detail));
    }

    private void work(Job job, JobSpec spec) throws InterruptedException, PlannedFailure {
        if (!spec.token().equals(job.headers().get(JobSpec.HEADER))) {
            throw new IllegalStateException("the headers are not those that were pushed: " + job.headers());
        }
        switch (spec.kind()) {
            case KILLER -> halt(job);
            case DEAF -> workDeaf(spec.run());
            case TIMED -> workFor(job.attempt() == 1 ? spec.run() : Duration.ZERO);
            default -> workFor(spec.run());
        }
        if (job.attempt() <= spec.failures() || spec.kind() == JobKind.HOPELESS) {
            throw new PlannedFailure(job.attempt());
        }
        if (spec.kind() == JobKind.SNOOZING && job.attempt() == 1) {
            throw JobExit.snooze(spec.pause());
        }
        job.setResult(spec.token().getBytes(StandardCharsets.UTF_8));
    }

    private void halt(Job job) {
        ended(job, How.HALTED, "");
        Runtime.getRuntime().halt(KILLED);
    }

    private static void workFor(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void workDeaf(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            // An interrupted thread would not park again.
            Thread.interrupted();
        }
    }

    private static void write(Job job, Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(Tables.EFFECT)) {
            statement.setLong(1, job.id());
            statement.setInt(2, job.attempt());
            statement.executeUpdate();
        }
    }
}
