package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.JobState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gives back the jobs of nodes that are not alive. Guarded by its table. */
final class MemoryRescue {

    private final MemoryRows rows;
    private final MemoryCall call;

    MemoryRescue(MemoryRows rows, MemoryCall call) {
        this.rows = rows;
        this.call = call;
    }

    /** How many, by queue. */
    Map<String, Integer> run() {
        Map<String, Integer> counts = new TreeMap<>();
        for (MemoryQueue queue : rows.queues()) {
            List<MemoryJob> left = queue.findAll(this::isLeft);
            left.forEach(job -> queue.change(job, call, () -> job.rescue(call.now())));
            if (!left.isEmpty()) {
                counts.put(queue.name(), left.size());
            }
        }
        rows.nodes().forgetDead(call.now());
        return counts;
    }

    private boolean isLeft(MemoryJob job) {
        return job.state() == JobState.RUNNING
                && job.node()
                        .filter(node -> rows.nodes().isAlive(node, call.now()))
                        .isEmpty();
    }
}
