package io.github.pgqueue.internal.watch;

import io.github.pgqueue.internal.threads.EngineThreads;
import io.github.pgqueue.internal.threads.Turns;
import io.github.pgqueue.spi.QueueStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks into the table for all subscriptions of a node that rest, in case nobody rang: one question for a thousand
 * queues, as often as each of them would have asked. Thread-safe.
 */
public final class Lookout {

    private static final Logger LOG = System.getLogger(Lookout.class.getName());

    private static final int FEW = 10;
    private static final int QUEUES_A_QUESTION = 1_000;

    private final QueueStore store;
    private final Watches watches;
    private final Turns turns;

    public Lookout(QueueStore store, Watches watches, EngineThreads threads) {
        this.store = store;
        this.watches = watches;
        this.turns = new Turns(threads.care(), threads::alarm, this::look);
    }

    /** Whether one question for all, and another look where something is found, is less than a look for each. */
    boolean isForMany() {
        return watches.count() > FEW;
    }

    /** Soon, for all. */
    void signal() {
        turns.signal();
    }

    private void look() {
        List<Watch> resting = watches.resting();
        try {
            Optional<Map<String, Duration>> waiting =
                    ask(resting.stream().map(Watch::queueName).distinct().toList());
            waiting.ifPresentOrElse(
                    due -> resting.forEach(each -> each.looked(Optional.ofNullable(due.get(each.queueName())))),
                    () -> resting.forEach(Watch::lookIfOver));
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.DEBUG, "could not look for all queues at once; each looks by itself", failure);
            resting.forEach(Watch::lookIfOver);
        }
    }

    /** Empty if the store cannot tell. */
    private Optional<Map<String, Duration>> ask(List<String> queueNames) {
        Map<String, Duration> all = new HashMap<>();
        for (int from = 0; from < queueNames.size(); from += QUEUES_A_QUESTION) {
            int to = Math.min(queueNames.size(), from + QUEUES_A_QUESTION);
            Optional<Map<String, Duration>> some = store.waiting(new ArrayList<>(queueNames.subList(from, to)));
            if (some.isEmpty()) {
                return some;
            }
            all.putAll(some.get());
        }
        return Optional.of(all);
    }
}
