package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.AttemptError;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.Outcome;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Mistakes in what an end leaves behind. */
final class BrokenAgain {

    static final List<Broken> ALL = List.of(
            BrokenSettlements.of("S4.1", "what was cancelled is an error", BrokenAgain::cancelledAsError),
            BrokenSettlements.of("S4.4", "a time is taken for at once", Ends::withoutDelay),
            BrokenSettlements.of("S4.5", "what was abandoned waits again", BrokenAgain::abandonedAsReleased),
            new BrokenStore("S4.5", "a release forgets that the job was rescued", BrokenAgain::toldOnce),
            BrokenSettlements.of("S4.7", "a snooze is not excused", BrokenAgain::snoozeAsRetry),
            BrokenSettlements.of("S4.7", "a snooze does not count", BrokenAgain::snoozeAsRelease),
            failures("S4.8", "only the last failure is kept", BrokenAgain::last),
            failures("S4.8", "the last failure comes first", BrokenAgain::reversed),
            failures("S4.8", "traces are not kept", BrokenAgain::withoutTraces),
            new BrokenStore("S4.9", "what is gone is still found", BrokenAgain::stillFound),
            new BrokenStore("S4.9", "what is awaited goes too", BrokenAgain::awaitedGoes));

    private BrokenAgain() {}

    private static BrokenStore failures(String rule, String mistake, UnaryOperator<List<AttemptError>> change) {
        return BrokenStore.of(
                rule, mistake, store -> new Finding(store, job -> Infos.withErrors(job, change.apply(job.errors()))));
    }

    private static Settlement cancelledAsError(Settlement end) {
        return end.outcome() == Outcome.CANCEL ? Ends.with(end, Outcome.ERROR) : end;
    }

    private static Settlement abandonedAsReleased(Settlement end) {
        return end.outcome() == Outcome.ABANDON ? Settlement.release(end.fence()) : end;
    }

    static Settlement snoozeAsRetry(Settlement end) {
        return end.outcome() == Outcome.SNOOZE ? Ends.again(end.fence(), end.delay()) : end;
    }

    private static Settlement snoozeAsRelease(Settlement end) {
        return end.outcome() == Outcome.SNOOZE ? Settlement.release(end.fence()) : end;
    }

    private static List<AttemptError> last(List<AttemptError> errors) {
        return errors.subList(Math.max(0, errors.size() - 1), errors.size());
    }

    private static List<AttemptError> reversed(List<AttemptError> errors) {
        List<AttemptError> all = new ArrayList<>(errors);
        Collections.reverse(all);
        return all;
    }

    private static List<AttemptError> withoutTraces(List<AttemptError> errors) {
        return errors.stream()
                .map(error -> new AttemptError(
                        error.attempt(), error.at(), error.node(), error.type(), error.message(), Optional.empty()))
                .toList();
    }

    private static UnaryOperator<QueueStore> toldOnce() {
        Set<Long> told = ConcurrentHashMap.newKeySet();
        return store -> BrokenDrafts.claiming(
                store, job -> job.handling().rescued() && !told.add(job.id()) ? Claimed.notRescued(job) : job);
    }

    private static UnaryOperator<QueueStore> stillFound() {
        Map<Long, JobInfo> known = new ConcurrentHashMap<>();
        return store -> new ForwardingStore(store) {
            @Override
            public List<Inserted> insert(String queueName, List<NewJob> jobs) {
                List<Inserted> inserted = inner.insert(queueName, jobs);
                inserted.forEach(one -> find(queueName, one.id()));
                return inserted;
            }

            @Override
            public Optional<JobInfo> find(String queueName, long id) {
                Optional<JobInfo> found = inner.find(queueName, id);
                found.ifPresent(job -> known.put(id, job));
                return found.or(() -> Optional.ofNullable(known.get(id)));
            }
        };
    }

    private static UnaryOperator<QueueStore> awaitedGoes() {
        Set<Long> awaited = ConcurrentHashMap.newKeySet();
        return store -> new ForwardingStore(store) {
            @Override
            public Awaited await(String queueName, long id) {
                awaited.add(id);
                return inner.await(queueName, id);
            }

            @Override
            public ExchangeResult exchange(Exchange exchange) {
                ExchangeResult result = inner.exchange(exchange);
                exchange.settlements().stream()
                        .map(end -> end.fence().id())
                        .filter(awaited::contains)
                        .forEach(id -> inner.admin().orElseThrow().discard(exchange.queueName(), id));
                return result;
            }
        };
    }

    /** Jobs are found as they are not. */
    static final class Finding extends ForwardingStore {
        private final UnaryOperator<JobInfo> change;

        Finding(QueueStore inner, UnaryOperator<JobInfo> change) {
            super(inner);
            this.change = change;
        }

        @Override
        public Optional<JobInfo> find(String queueName, long id) {
            return super.find(queueName, id).map(change);
        }
    }
}
