package io.github.pgqueue.cli.internal.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.pgqueue.Job;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.Subscription;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A worker in a process of its own, which is killed at work: its job runs elsewhere. */
final class DoomedWorker implements AutoCloseable {

    static final String QUEUE = "night shift";
    static final Duration LEASE = Duration.ofSeconds(1);

    private static final long LIMIT_SECONDS = 60;

    private final PgQueuesConfig config;
    private final String backend;
    private final Process process;

    private DoomedWorker(PgQueuesConfig config, String backend, Process process) {
        this.config = config;
        this.backend = backend;
        this.process = process;
    }

    /** Early, since a JVM takes its time to start. */
    static DoomedWorker start(PgQueuesConfig config, String backend) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DoomedWorkerMain.class.getName(),
                        config.table().toString(),
                        backend)
                .redirectError(Redirect.DISCARD);
        // Not as an argument, which everybody on the machine may see.
        builder.environment().put(DoomedWorkerMain.URL, config.url().orElseThrow());
        return new DoomedWorker(config, backend, builder.start());
    }

    void show(PgQueues pushers, Tally tally, PrintWriter out) throws Exception {
        pushers.queue(QUEUE).push("watch");
        tally.addPushed(1);
        awaitBegun();
        process.destroyForcibly();
        long killed = System.nanoTime();
        try (PgQueues others = PgQueues.create(heir())) {
            BlockingQueue<Job> begun = new LinkedBlockingQueue<>();
            Subscription worker = others.queue(QUEUE).subscribe(begun::add);
            Job job = begun.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            long taken = System.nanoTime() - killed;
            if (job == null) {
                throw new TimeoutException("the job of a worker that was killed did not run elsewhere");
            }
            worker.close();
            tally.addDone();
            out.println("  a worker was killed at work, with a lease of " + LEASE.toSeconds()
                    + " s: its job began elsewhere " + Texts.millis(taken) + " ms later, as attempt " + job.attempt());
        }
    }

    private void awaitBegun() throws Exception {
        CompletableFuture<String> said = CompletableFuture.supplyAsync(this::readLine);
        if (!DoomedWorkerMain.BEGUN.equals(said.get(LIMIT_SECONDS, TimeUnit.SECONDS))) {
            throw new IllegalStateException("the worker that was to be killed ended by itself");
        }
    }

    private @Nullable String readLine() {
        try {
            return process.inputReader(UTF_8).readLine();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private PgQueuesConfig heir() {
        return PgQueuesConfig.builder(config.url().orElseThrow())
                .table(config.table().toString())
                .backend(backend)
                .lease(LEASE)
                .build();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
