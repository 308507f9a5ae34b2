package io.github.pgqueue.checks.failover;

import io.github.pgqueue.Job;
import io.github.pgqueue.QueueEvent;
import io.github.pgqueue.QueueObserver;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which jobs a node has handled, and which of their ends the database has confirmed. Thread-safe. */
final class Ends implements QueueObserver {

    private final Set<Long> handled = ConcurrentHashMap.newKeySet();
    private final Set<Long> repeated = ConcurrentHashMap.newKeySet();
    private final Map<Long, Integer> attempts = new ConcurrentHashMap<>();

    void handled(Job job) {
        if (attempts.containsKey(job.id())) {
            repeated.add(job.id());
        }
        handled.add(job.id());
    }

    @Override
    public void onEvent(QueueEvent event) {
        if (event instanceof QueueEvent.Succeeded end) {
            attempts.put(end.id(), end.attempt());
        }
    }

    Set<Long> handled() {
        return handled;
    }

    /** Of those whose end is confirmed, the attempt. */
    Map<Long, Integer> attempts() {
        return attempts;
    }

    int confirmed() {
        return attempts.size();
    }

    /** Those that were handled once more although their end was confirmed. */
    Set<Long> repeated() {
        return repeated;
    }
}
