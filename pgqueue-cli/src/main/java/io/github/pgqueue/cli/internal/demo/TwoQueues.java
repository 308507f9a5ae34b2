package io.github.pgqueue.cli.internal.demo;

import io.github.pgqueue.Job;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.Subscription;
import io.github.pgqueue.cli.internal.shared.Io;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Mail, one at a time, and invoices, three at a time; a job by plain SQL; handlers that fail. */
final class TwoQueues {

    private static final int MAILS = 500;
    private static final int INVOICES = 1_500;
    private static final int BATCH = 100;
    private static final String BY_SQL = "by plain SQL";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final PgQueue mail;
    private final PgQueue invoices;
    private final PgQueues workers;
    private final DemoTable jobs;
    private final Tally tally;
    private final Io io;
    private final AtomicLong mailsDone = new AtomicLong();
    private final Invoices printer;
    private final AtomicLong sqlStarted = new AtomicLong();
    private final CountDownLatch sqlDone = new CountDownLatch(1);

    TwoQueues(PgQueues pushers, PgQueues workers, DemoTable jobs, Tally tally, Io io) {
        this.mail = pushers.queue("mail");
        this.invoices = pushers.queue("invoices");
        this.workers = workers;
        this.jobs = jobs;
        this.tally = tally;
        this.io = io;
        this.printer = new Invoices(tally);
    }

    void run() throws Exception {
        SubscribeOptions options = SubscribeOptions.parallel(3).withRetryPolicy(Invoices.POLICY);
        try (Subscription one = workers.queue(mail.name()).subscribe(this::send);
                Subscription three = workers.queue(invoices.name()).subscribe(options, printer::print)) {
            io.out()
                    .println("  " + one.queueName() + ", one at a time, and " + three.queueName()
                            + ", three at a time:");
            pushMany();
            insertBySql();
            printer.tell(invoices, io.out());
        }
    }

    private void send(Job job) {
        if (BY_SQL.equals(job.text())) {
            sqlStarted.set(System.nanoTime());
            sqlDone.countDown();
        }
        tally.addDone();
        mailsDone.incrementAndGet();
    }

    private void pushMany() throws TimeoutException {
        try (Progress progress = new Progress(io)) {
            pushBatches(mail, "mail", MAILS);
            progress.show(this::progress);
            pushBatches(invoices, "invoice", INVOICES);
            Waiting.until(
                    "all mails and invoices were handled",
                    LIMIT,
                    () -> mailsDone.get() >= MAILS && printer.ended() >= INVOICES,
                    Progress.INTERVAL,
                    () -> progress.show(this::progress));
            progress.finish(this::progress);
        }
    }

    private String progress() {
        return "  " + mail.name() + " " + mailsDone + " of " + MAILS + "   " + invoices.name() + " " + printer.ended()
                + " of " + INVOICES;
    }

    private void pushBatches(PgQueue queue, String text, int count) {
        for (int from = 0; from < count; from += BATCH) {
            List<NewJob> batch = IntStream.range(from, Math.min(from + BATCH, count))
                    .mapToObj(i -> NewJob.of(text + " " + i))
                    .toList();
            tally.addPushed(queue.pushAll(batch).size());
        }
    }

    private void insertBySql() throws SQLException, InterruptedException {
        String statement = jobs.insertion(mail.name(), BY_SQL);
        jobs.execute(statement);
        long committed = System.nanoTime();
        tally.addPushed(1);
        io.out().println("  " + statement);
        if (!sqlDone.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the job that was inserted by plain SQL was not handled");
        }
        io.out().println("    its handler " + after(sqlStarted.get() - committed));
    }

    /** The ring may be faster than the answer to the one who inserted. */
    private static String after(long nanos) {
        String time = Texts.millis(Math.abs(nanos)) + " ms ";
        return "started " + time + (nanos < 0 ? "before" : "after") + " the insert returned";
    }
}
