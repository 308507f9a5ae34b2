package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.JobOutcome;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.QueueStore;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Mistakes in telling how a job has ended. */
final class BrokenAwaits {

    static final List<Broken> ALL = List.of(
            telling("S11.1", "a job that is not there is taken for one that goes on", BrokenAwaits::always),
            outcome("S11.1", "the result is lost", told -> new JobOutcome(told.state(), null, told.error())),
            outcome("S11.1", "an absent result becomes empty", BrokenAwaits::neverAbsent),
            outcome(
                    "S11.1",
                    "the error is lost",
                    told -> new JobOutcome(told.state(), told.result(), Optional.empty())),
            BrokenStore.of("S11.2", "no end is announced", Silent::new),
            BrokenStore.of("S11.2", "all ends are announced", Loud::new));

    private BrokenAwaits() {}

    static BrokenStore telling(String rule, String mistake, UnaryOperator<QueueStore.Awaited> change) {
        return BrokenStore.of(rule, mistake, store -> new Telling(store, change));
    }

    private static BrokenStore outcome(String rule, String mistake, UnaryOperator<JobOutcome> change) {
        return telling(
                rule,
                mistake,
                told -> new QueueStore.Awaited(told.exists(), told.outcome().map(change)));
    }

    static QueueStore.Awaited always(QueueStore.Awaited told) {
        return new QueueStore.Awaited(true, told.outcome());
    }

    private static JobOutcome neverAbsent(JobOutcome told) {
        return told.result() == null ? new JobOutcome(told.state(), new byte[0], told.error()) : told;
    }

    private static final class Telling extends ForwardingStore {
        private final UnaryOperator<Awaited> change;

        Telling(QueueStore inner, UnaryOperator<Awaited> change) {
            super(inner);
            this.change = change;
        }

        @Override
        public Awaited await(String queueName, long id) {
            return change.apply(super.await(queueName, id));
        }
    }

    /** Looks, and leaves no mark. */
    static final class Silent extends ForwardingStore {
        Silent(QueueStore inner) {
            super(inner);
        }

        @Override
        public Awaited await(String queueName, long id) {
            return new Awaited(find(queueName, id).isPresent(), Optional.empty());
        }
    }

    /** Leaves its mark on each job. */
    static final class Loud extends ForwardingStore {
        Loud(QueueStore inner) {
            super(inner);
        }

        @Override
        public List<Inserted> insert(String queueName, List<NewJob> jobs) {
            List<Inserted> inserted = super.insert(queueName, jobs);
            inserted.forEach(one -> await(queueName, one.id()));
            return inserted;
        }
    }
}
