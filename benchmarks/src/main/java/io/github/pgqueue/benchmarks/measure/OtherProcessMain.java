package io.github.pgqueue.benchmarks.measure;

import io.github.pgqueue.benchmarks.Logs;
import io.github.pgqueue.benchmarks.Server;
import io.github.pgqueue.benchmarks.contender.Arena;
import io.github.pgqueue.benchmarks.contender.Contender;
import io.github.pgqueue.benchmarks.contender.Contenders;
import io.github.pgqueue.benchmarks.contender.Entrant;
import io.github.pgqueue.benchmarks.contender.Workers;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;

/**
 * Workers in a JVM of their own. It reports on its standard output, as binary numbers: the time when it works, then for
 * each job its number and the time at which its handler started.
 */
final class OtherProcessMain {

    private static final int SPARE_CONNECTIONS = 10;

    private OtherProcessMain() {}

    /**
     * Works until its standard input ends.
     *
     * @param args the contender, the schema and the number of workers
     */
    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        // Whatever else prints must not get between the numbers.
        System.setOut(System.err);
        Logs.quiet();
        Contender contender = Contenders.named(args[0]);
        int workers = Integer.parseInt(args[2]);
        DataOutputStream reports = new DataOutputStream(out);
        try (Arena arena = Arena.attach(Server.url(), args[1], workers + SPARE_CONNECTIONS);
                Entrant entrant = contender.open(arena)) {
            Workers running =
                    entrant.work(workers, payload -> report(reports, Starts.number(payload), System.nanoTime()));
            try (running) {
                entrant.awaitReady();
                reports.writeLong(System.nanoTime());
                reports.flush();
                while (System.in.read() >= 0) {
                    // Nothing is said, but the end.
                }
            }
        }
    }

    private static void report(DataOutputStream reports, int number, long nanos) throws IOException {
        synchronized (reports) {
            reports.writeInt(number);
            reports.writeLong(nanos);
            reports.flush();
        }
    }
}
