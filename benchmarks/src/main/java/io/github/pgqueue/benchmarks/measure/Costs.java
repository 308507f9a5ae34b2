package io.github.pgqueue.benchmarks.measure;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a job costs the server, over its whole life: pushed, claimed and ended, as far as the measurement went. */
final class Costs {

    private Costs() {}

    static Map<String, Double> perJob(ServerCounters before, ServerCounters after, double jobs) {
        Map<String, Double> costs = new LinkedHashMap<>();
        costs.put("WAL bytes/job", (after.walBytes() - before.walBytes()) / jobs);
        costs.put("commits/job", (after.commits() - before.commits()) / jobs);
        costs.put("dead tuples/job", (after.deadTuples() - before.deadTuples()) / jobs);
        double statements = (after.statements() - before.statements()) / jobs;
        if (!Double.isNaN(statements)) {
            costs.put("statements/job", statements);
        }
        return costs;
    }
}
