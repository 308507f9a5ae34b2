package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.AttemptError;
import io.github.pgqueue.Job;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Assertions;

/** Rules D3.1 to D3.4: what a handler sees, and what its end makes of the job. */
public abstract class HandlerContract extends DeliveryContract {

    /** For subclasses. */
    protected HandlerContract() {}

    @Checks("D3.1")
    void theJobIsRunningMeanwhile() {
        PgQueue queue = open().queue(QUEUE);
        PgQueue elsewhere = open().queue(QUEUE);
        BlockingQueue<JobInfo> seen = new LinkedBlockingQueue<>();
        BlockingQueue<Job> handled = new LinkedBlockingQueue<>();
        long id = queue.push(NewJob.of("x").withPriority(4));
        queue.subscribe(job -> {
            handled.add(job);
            seen.add(info(elsewhere, job.id()));
        });
        Job job = next(handled, "the job");
        JobInfo row = next(seen, "the job's row");
        Assertions.assertEquals(id, job.id(), "id");
        Assertions.assertEquals(QUEUE, job.queueName(), "queue");
        Assertions.assertEquals(1, job.attempt(), "attempt");
        Assertions.assertEquals(4, job.priority(), "priority");
        Assertions.assertEquals(JobState.RUNNING, row.state(), "state in the table");
        Assertions.assertEquals(1, row.attempt(), "attempt in the table");
        Assertions.assertEquals(row.runAt(), job.runAt(), "due time");
        Assertions.assertEquals(row.createdAt(), job.createdAt(), "creation");
    }

    @Checks("D3.2")
    void returningIsSuccess() {
        PgQueue queue = open().queue(QUEUE);
        queue.subscribe(job -> {});
        JobInfo job = awaitState(queue, queue.push("x"), JobState.SUCCESS);
        Assertions.assertTrue(job.error().isEmpty(), "no error: " + job);
        Assertions.assertEquals(1, job.attempt(), "attempt");
    }

    @Checks("D3.3")
    void throwingIsErrorAndTheSubscriptionGoesOn() {
        PgQueue queue = open().queue(QUEUE);
        List<Throwable> failures = List.of(
                new IOException("no such mailbox"),
                new IllegalStateException("unchecked"),
                new RuntimeException(),
                new AssertionError("an error"),
                new StackOverflowError(),
                new OutOfMemoryError("pretended"),
                new NoClassDefFoundError("some.Class"));
        queue.subscribe(once(), job -> sneak(failures.get(Integer.parseInt(String.valueOf(job.text())))));
        for (int i = 0; i < failures.size(); i++) {
            Throwable failure = failures.get(i);
            JobInfo job = awaitState(queue, queue.push(Integer.toString(i)), JobState.ERROR);
            String kept = job.error().orElse("");
            Assertions.assertTrue(kept.contains(failure.getClass().getName()), "the class is kept: " + kept);
            Assertions.assertTrue(
                    failure.getMessage() == null || kept.contains(failure.getMessage()),
                    "the message is kept: " + kept);
        }
    }

    @Checks("D3.3")
    void allThatIsToldOfAFailureIsKept() {
        PgQueue queue = open().queue(QUEUE);
        SubscribeOptions twice = SubscribeOptions.parallel(1).withRetryPolicy(RetryPolicy.fixed(Duration.ZERO, 2));
        queue.subscribe(twice, job -> {
            throw new IllegalStateException("attempt " + job.attempt(), new IOException("no such mailbox"));
        });
        JobInfo job = awaitState(queue, queue.push("x"), JobState.ERROR);
        Assertions.assertEquals(2, job.errors().size(), "failures kept");
        for (int attempt = 1; attempt <= 2; attempt++) {
            AttemptError error = job.errors().get(attempt - 1);
            Assertions.assertEquals(attempt, error.attempt(), "attempt");
            Assertions.assertEquals(IllegalStateException.class.getName(), error.type(), "class");
            Assertions.assertEquals("attempt " + attempt, error.message().orElse(""), "message");
            Assertions.assertTrue(error.trace().orElse("").contains("HandlerContract"), "trace: " + error.trace());
            Assertions.assertEquals(job.node().orElse("none"), error.node(), "node");
            Assertions.assertFalse(error.at().isBefore(job.createdAt()), "time: " + error.at());
            Assertions.assertFalse(error.at().isAfter(job.updatedAt()), "time: " + error.at());
        }
        Assertions.assertTrue(job.error().orElse("").contains("attempt 2"), "the last failure: " + job.error());
    }

    @Checks("D3.3")
    void aFailureThatCannotBePrintedIsErrorToo() {
        PgQueue queue = open().queue(QUEUE);
        queue.subscribe(once(), job -> {
            throw new Unprintable();
        });
        JobInfo job = awaitState(queue, queue.push("x"), JobState.ERROR);
        Assertions.assertTrue(job.error().orElse("").contains("Unprintable"), "the class is kept: " + job.error());
        awaitState(queue, queue.push("y"), JobState.ERROR);
    }

    @Checks("D3.3")
    void messagesThatNoTextCanHoldAreErrorToo() {
        PgQueue queue = open().queue(QUEUE);
        List<String> messages = List.of("nul \0", "surrogate \uD800", "long " + "x".repeat(1_000_000));
        queue.subscribe(once(), job -> {
            throw new IOException(messages.get(Integer.parseInt(String.valueOf(job.text()))));
        });
        for (int i = 0; i < messages.size(); i++) {
            JobInfo job = awaitState(queue, queue.push(Integer.toString(i)), JobState.ERROR);
            Assertions.assertTrue(
                    job.error().orElse("").contains(messages.get(i).substring(0, 4)), "the message");
        }
    }

    @Checks("D3.4")
    void interruptsDoNotReachLaterJobsOnOwnThreads() {
        assertNoHarm(once());
    }

    @Checks("D3.4")
    void interruptsDoNotReachLaterJobsOnTheUsersThreads() {
        assertNoHarm(once().withExecutor(closing(new PlainWorker())));
    }

    private void assertNoHarm(SubscribeOptions options) {
        PgQueue queue = open().queue(QUEUE);
        List<Long> ids = new ArrayList<>(queue.pushAll(List.of(
                NewJob.of("throw"), NewJob.of("look"), NewJob.of("flag"), NewJob.of("look"), NewJob.of("look"))));
        BlockingQueue<Boolean> interrupted = new LinkedBlockingQueue<>();
        queue.subscribe(options, job -> {
            interrupted.add(Thread.currentThread().isInterrupted());
            if ("throw".equals(job.text())) {
                throw new InterruptedException("the handler's own");
            } else if ("flag".equals(job.text())) {
                Thread.currentThread().interrupt();
            }
        });
        for (int i = 0; i < ids.size(); i++) {
            Assertions.assertFalse(next(interrupted, "job " + i), "job " + i + " began on an interrupted thread");
        }
        awaitState(queue, ids.get(0), JobState.ERROR);
        ids.subList(1, 5).forEach(id -> awaitState(queue, id, JobState.SUCCESS));
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void sneak(Throwable failure) throws X {
        throw (X) failure;
    }

    /** Its message throws. */
    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("unprintable");
        }
    }
}
