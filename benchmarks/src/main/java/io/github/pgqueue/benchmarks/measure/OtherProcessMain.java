package io.github.pgqueue.benchmarks.measure;

import io.github.pgqueue.benchmarks.contender.Arena;
import io.github.pgqueue.benchmarks.contender.Contender;
import io.github.pgqueue.benchmarks.contender.Contenders;
import io.github.pgqueue.benchmarks.contender.Entrant;
import io.github.pgqueue.benchmarks.contender.Workers;
import io.github.pgqueue.benchmarks.process.Reports;
import io.github.pgqueue.benchmarks.server.Server;
import io.github.pgqueue.benchmarks.shared.Logs;

/** Workers of a contender in a JVM of their own. They tell {@link Reports} of each handler's start, by the job's number. */
final class OtherProcessMain {

    private static final int SPARE_CONNECTIONS = 10;

    private OtherProcessMain() {}

    /**
     * Works until its standard input ends.
     *
     * @param args the contender, the schema and the number of workers
     */
    public static void main(String[] args) throws Exception {
        Reports reports = Reports.begin();
        Logs.quiet();
        Contender contender = Contenders.named(args[0]);
        int workers = Integer.parseInt(args[2]);
        try (Arena arena = Arena.attach(Server.url(), args[1], workers + SPARE_CONNECTIONS);
                Entrant entrant = contender.open(arena)) {
            Workers running =
                    entrant.work(workers, payload -> reports.add(JobTimes.number(payload), System.nanoTime()));
            try (running) {
                entrant.awaitReady();
                reports.untilEnd();
            }
        }
    }
}
