package io.github.pgqueue.testkit.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Who has which duty. Guarded by its table. */
final class MemoryDuties {

    private final Map<String, Holder> holders = new HashMap<>();

    private record Holder(String node, Instant until) {}

    boolean take(String duty, String node, Duration time, Instant now) {
        Holder holder = holders.get(duty);
        if (holder != null && holder.until().isAfter(now) && !holder.node().equals(node)) {
            return false;
        }
        holders.put(duty, new Holder(node, now.plus(time)));
        return true;
    }
}
