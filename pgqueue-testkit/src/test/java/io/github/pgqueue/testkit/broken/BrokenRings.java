package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.InsertedJobs;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Ring;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** Mistakes in ringing for jobs that were added. */
final class BrokenRings {

    static final List<Broken> ALL = List.of(
            BrokenStore.of("S2.7", "insert always rings", Loud::new),
            BrokenListeners.sink("S2.7", "insert never rings", sink -> new Rings(sink, text -> {})),
            telling("S14.1", "nothing is sent", rings -> List.of()),
            telling(
                    "S14.1",
                    "one is sent for all",
                    rings -> rings.stream().limit(1).toList()),
            telling(
                    "S14.1",
                    "only the queue is told",
                    rings -> rings.stream()
                            .map(ring -> Ring.of(ring.queueName()))
                            .toList()),
            adding("S19.1", "ids come in reverse", (store, queueName, jobs) -> {
                InsertedJobs added = store.insertAndRing(queueName, jobs);
                List<Inserted> inserted = new ArrayList<>(added.inserted());
                Collections.reverse(inserted);
                return new InsertedJobs(inserted, List.of(), added.rung());
            }),
            adding(
                    "S19.2",
                    "it says that it has rung, and has not",
                    (store, queueName, jobs) -> new InsertedJobs(store.insert(queueName, jobs), List.of(), true)),
            adding(
                    "S19.2",
                    "it has rung, and does not say so",
                    (store, queueName, jobs) -> new InsertedJobs(
                            store.insertAndRing(queueName, jobs).inserted(), List.of())),
            adding("S19.2", "it rings for the next job", (store, queueName, jobs) -> {
                store.ring(List.of(Ring.of(Ring.Kind.WORK, queueName, Long.MAX_VALUE)));
                return new InsertedJobs(store.insert(queueName, jobs), List.of(), true);
            }),
            telling("D1.3", "nobody is told of pushes", rings -> List.of()),
            BrokenStore.of("D13.1", "insert always rings", Loud::new),
            telling("D13.2", "nobody is told of pushes", rings -> List.of()),
            telling(
                    "D13.3",
                    "one is sent for all",
                    rings -> rings.stream().limit(1).toList()),
            telling("D13.4", "nobody is told of pushes", rings -> List.of()),
            telling("D15.1", "nobody is told what is taken", BrokenRings::withoutTaken),
            telling("D15.2", "what is pushed is taken by nobody", BrokenRings::asTaken),
            telling("D15.3", "nobody is told of pushes", rings -> List.of()));

    private BrokenRings() {}

    private static List<Ring> withoutTaken(Collection<Ring> rings) {
        return rings.stream().filter(ring -> ring.kind() != Ring.Kind.TAKEN).toList();
    }

    private static List<Ring> asTaken(Collection<Ring> rings) {
        List<Ring> all = new ArrayList<>(rings);
        rings.forEach(ring -> ring.jobId().ifPresent(id -> all.add(Ring.of(Ring.Kind.TAKEN, ring.queueName(), id))));
        return all;
    }

    private static BrokenStore telling(String rule, String mistake, UnaryOperator<Collection<Ring>> change) {
        return BrokenStore.of(rule, mistake, store -> new ForwardingStore(store) {
            @Override
            public void ring(Collection<Ring> rings) {
                super.ring(change.apply(rings));
            }
        });
    }

    private interface Adding {
        InsertedJobs add(QueueStore store, String queueName, List<NewJob> jobs);
    }

    private static BrokenStore adding(String rule, String mistake, Adding change) {
        return BrokenStore.of(rule, mistake, store -> new ForwardingStore(store) {
            @Override
            public InsertedJobs insertAndRing(String queueName, List<NewJob> jobs) {
                return change.add(inner, queueName, jobs);
            }
        });
    }

    private static final class Loud extends ForwardingStore {
        Loud(QueueStore inner) {
            super(inner);
        }

        @Override
        public List<Inserted> insert(String queueName, List<NewJob> jobs) {
            List<Inserted> inserted = super.insert(queueName, jobs);
            inner.ring(List.of(Ring.of(queueName)));
            return inserted;
        }
    }
}
