package io.github.pgqueue.checks.clock;

import io.github.pgqueue.Job;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.SubscribeOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A node in a process of its own: {@code ClockWorker URL USER PASSWORD BACKEND}. Says what its clock shows,
 * does the jobs of one queue and writes down in the database when each was started; does what it is told on its
 * standard input, line by line.
 */
final class ClockWorker {

    static final String QUEUE = "timed";
    static final Duration LEASE = Duration.ofSeconds(4);
    static final Duration KEPT = Duration.ofHours(1);
    static final Duration PAUSE = Duration.ofSeconds(1);

    /** So long that nothing is found by looking. */
    private static final Duration NEVER = Duration.ofDays(1);

    private final String[] address;

    private ClockWorker(String[] address) {
        this.address = address;
    }

    public static void main(String[] args) throws IOException {
        ClockWorker worker = new ClockWorker(args);
        System.out.println("clock " + System.currentTimeMillis());
        try (PgQueues queues = PgQueues.create(config(args))) {
            PgQueue queue = queues.queue(QUEUE);
            queue.subscribe(SubscribeOptions.parallel(4).withRetryPolicy(RetryPolicy.fixed(PAUSE, 2)), worker::handle);
            worker.obey(queues, queue);
        }
    }

    static PgQueuesConfig config(String[] address) {
        return PgQueuesConfig.builder(address[0])
                .credentials(address[1], address[2])
                .backend(address[3])
                .lease(LEASE)
                .retention(JobState.SUCCESS, KEPT)
                .pollInterval(NEVER)
                .backstopInterval(NEVER)
                .closeTimeout(Duration.ZERO)
                .build();
    }

    private void obey(PgQueues queues, PgQueue queue) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ", 2);
            switch (words[0]) {
                case "push" -> queue.push(NewJob.of("quick").withDelay(Duration.parse(words[1])));
                case "prune" -> System.out.println("pruned " + queues.prune());
                default -> throw new IllegalArgumentException(line);
            }
        }
    }

    private void handle(Job job) throws SQLException, InterruptedException {
        write(job);
        System.out.println("start " + job.text() + " " + job.attempt());
        if ("hold".equals(job.text())) {
            new CountDownLatch(1).await();
        }
        if ("fail".equals(job.text()) && job.attempt() == 1) {
            throw new IllegalStateException("the first time");
        }
    }

    private void write(Job job) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address[0], address[1], address[2]);
                PreparedStatement insert =
                        connection.prepareStatement("insert into starts (job, attempt) values (?, ?)")) {
            insert.setLong(1, job.id());
            insert.setInt(2, job.attempt());
            insert.executeUpdate();
        }
    }
}
