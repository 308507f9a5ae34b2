package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.InsertedJobs;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Mistakes with jobs that are claimed by the call that adds them. */
final class BrokenHandoffs {

    static final List<Broken> ALL = List.of(
            of("S18.1", "ids come in reverse", (store, exchange, jobs) -> {
                InsertedJobs added = store.insert(exchange, jobs);
                List<Inserted> inserted = new ArrayList<>(added.inserted());
                Collections.reverse(inserted);
                return new InsertedJobs(inserted, added.claimed());
            }),
            of(
                    "S18.2",
                    "all are claimed",
                    (store, exchange, jobs) -> store.insert(ClaimStore.withLimit(exchange, jobs.size()), jobs)),
            BrokenStore.of("S18.3", "two at once get each other's jobs", MixedUp::new),
            of("S18.4", "what is claimed can be claimed again", BrokenHandoffs::released),
            of("S18.5", "others are overtaken", BrokenHandoffs::overtaking),
            BrokenStore.of("D1.7", "nothing is given back", NothingBack::new),
            BrokenStore.of(
                    "D1.8",
                    "priorities are made up",
                    store -> new BrokenInserts.OtherPayloads(store, job -> job.withPriority(someOther(job)))));

    private BrokenHandoffs() {}

    private interface Breaker {
        InsertedJobs insert(QueueStore store, Exchange exchange, List<NewJob> jobs);
    }

    private static int someOther(NewJob job) {
        return Arrays.hashCode(job.payload()) % 100;
    }

    private static BrokenStore of(String rule, String mistake, Breaker breaker) {
        return BrokenStore.of(rule, mistake, store -> new ForwardingStore(store) {
            @Override
            public InsertedJobs insert(Exchange exchange, List<NewJob> jobs) {
                return breaker.insert(inner, exchange, jobs);
            }
        });
    }

    private static InsertedJobs released(QueueStore store, Exchange exchange, List<NewJob> jobs) {
        InsertedJobs added = store.insert(exchange, jobs);
        release(store, exchange, added.claimed());
        return added;
    }

    /** Those that wait are out of the way for a moment. */
    private static InsertedJobs overtaking(QueueStore store, Exchange exchange, List<NewJob> jobs) {
        Exchange all =
                new Exchange(exchange.queueName(), exchange.node(), exchange.claim() + 1, List.of(), Integer.MAX_VALUE);
        List<ClaimedJob> others = store.exchange(all).claimed();
        InsertedJobs added = store.insert(exchange, jobs);
        release(store, exchange, others);
        return added;
    }

    private static void release(QueueStore store, Exchange exchange, List<ClaimedJob> jobs) {
        List<Settlement> releases =
                jobs.stream().map(job -> Settlement.release(job.fence())).toList();
        store.exchange(new Exchange(exchange.queueName(), exchange.node(), exchange.claim(), releases, 0));
    }

    /** Whoever comes while another one waits takes that one's answer. */
    private static final class MixedUp extends ForwardingStore {
        private final Exchanger<InsertedJobs> desk = new Exchanger<>();

        MixedUp(QueueStore inner) {
            super(inner);
        }

        @Override
        public InsertedJobs insert(Exchange exchange, List<NewJob> jobs) {
            InsertedJobs own = inner.insert(exchange, jobs);
            try {
                return new InsertedJobs(
                        own.inserted(),
                        desk.exchange(own, 20, TimeUnit.MILLISECONDS).claimed());
            } catch (TimeoutException nobody) {
                return own;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return own;
            }
        }
    }

    private static final class NothingBack extends ForwardingStore {
        NothingBack(QueueStore inner) {
            super(inner);
        }

        @Override
        public InsertedJobs insert(Exchange exchange, List<NewJob> jobs) {
            return inner.insert(exchange, jobs);
        }

        @Override
        public int takeBack(String queueName, long claim) {
            return 0;
        }
    }
}
