package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assertions;

/** Rule D2.7: the user's threads. */
public abstract class ExecutorContract extends DeliveryContract {

    /** For subclasses. */
    protected ExecutorContract() {}

    @Checks("D2.7")
    void theHandlersRunOnIt() {
        PgQueue queue = open().queue(QUEUE);
        BlockingQueue<String> threads = new LinkedBlockingQueue<>();
        queue.subscribe(
                SubscribeOptions.parallel(2).withExecutor(closing(new PlainWorker())),
                job -> threads.add(Thread.currentThread().getName()));
        for (int i = 0; i < 3; i++) {
            queue.push("x");
            Assertions.assertEquals(PlainWorker.THREAD_NAME, next(threads, "job " + i), "thread of the handler");
        }
    }

    @Checks("D2.7")
    void whatItRejectsIsDoneLater() {
        PgQueue queue = open().queue(QUEUE);
        PlainWorker worker = closing(new PlainWorker());
        AtomicInteger offers = new AtomicInteger();
        Executor choosy = command -> {
            if (offers.incrementAndGet() % 3 != 0) {
                throw new RejectedExecutionException("full, as the contract's test wants it");
            }
            worker.execute(command);
        };
        List<Long> ids = queue.pushAll(Collections.nCopies(4, NewJob.of("x")));
        queue.subscribe(SubscribeOptions.parallel(2).withExecutor(choosy), job -> {});
        for (long id : ids) {
            JobInfo job = awaitState(queue, id, JobState.SUCCESS);
            Assertions.assertEquals(1, job.attempt(), "attempts, as a rejection is none");
        }
    }

    /** Of each lot one is taken, and begins only after the other was refused, as on a pool that is slow to begin. */
    @Checks("D2.7")
    void oneThreadForTwoWorkersIsEnough() {
        PgQueue queue = open().queue(QUEUE);
        Executor later = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS, closing(new PlainWorker()));
        Semaphore free = new Semaphore(1);
        Executor slow = command -> {
            if (!free.tryAcquire()) {
                throw new RejectedExecutionException("full, as the contract's test wants it");
            }
            later.execute(() -> {
                command.run();
                free.release();
            });
        };
        List<Long> ids = queue.pushAll(Collections.nCopies(3, NewJob.of("x")));
        queue.subscribe(SubscribeOptions.parallel(2).withExecutor(slow), job -> {});
        for (long id : ids) {
            JobInfo job = awaitState(queue, id, JobState.SUCCESS);
            Assertions.assertEquals(1, job.attempt(), "attempts, as a rejection is none");
        }
    }
}
