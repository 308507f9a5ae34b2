package io.github.pgqueue.benchmarks.measure;

import com.sun.management.ThreadMXBean;
import io.github.pgqueue.benchmarks.contender.Arena;
import io.github.pgqueue.benchmarks.contender.Entrant;
import io.github.pgqueue.benchmarks.contender.Pgqueue;
import io.github.pgqueue.benchmarks.contender.Workers;
import io.github.pgqueue.benchmarks.server.Server;
import io.github.pgqueue.benchmarks.shared.Logs;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** Drains what is there, and prints jobs a second and the bytes that its threads allocated for each. */
final class SmallHeapMain {

    private static final int WORKERS = 10;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private SmallHeapMain() {}

    /**
     * Ends with status 1 if not all was done.
     *
     * @param args the schema and the number of jobs
     */
    public static void main(String[] args) throws Exception {
        Logs.quiet();
        long jobs = Long.parseLong(args[1]);
        LongAdder handled = new LongAdder();
        try (Arena arena = Arena.attach(Server.url(), args[0], WORKERS + 10);
                Entrant entrant = Pgqueue.byPgjdbc().open(arena)) {
            long before = allocated();
            Deadline deadline = Deadline.in(LIMIT);
            Workers running = entrant.work(WORKERS, payload -> handled.increment());
            try (running) {
                boolean done =
                        deadline.await(() -> handled.sum() >= jobs) && deadline.await(() -> entrant.unfinished() == 0);
                double seconds = deadline.elapsed();
                if (!done) {
                    throw new IllegalStateException("only " + handled.sum() + " of " + jobs + " were done in time");
                }
                System.out.println(jobs / seconds + " " + (allocated() - before) / (double) jobs);
            }
        }
    }

    /** By the threads that live; those of the workers do until they are closed. */
    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }
}
