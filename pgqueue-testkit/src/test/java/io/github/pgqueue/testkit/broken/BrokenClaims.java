package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.QueueStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Mistakes in claiming. */
final class BrokenClaims {

    static final List<Broken> ALL = List.of(
            BrokenStore.of("S3.1", "queues are told apart without their case", OneCase::new),
            new BrokenStore("S3.1", "running jobs are claimed again", BrokenClaims::handingOutAgain),
            BrokenStore.of("S3.1", "jobs are claimed before they are due", BrokenSettlements::withoutDelay),
            BrokenStore.of(
                    "S3.2",
                    "a claim comes in the order of ids",
                    store -> ClaimStore.claiming(store, jobs -> sorted(jobs, Comparator.comparing(ClaimedJob::id)))),
            BrokenStore.of("S3.2", "priorities are forgotten", NoPriorities::new),
            BrokenStore.of(
                    "S3.3",
                    "one more is claimed than was asked for",
                    store ->
                            ClaimStore.asking(store, exchange -> ClaimStore.withLimit(exchange, exchange.limit() + 1))),
            BrokenStore.of(
                    "S3.3",
                    "a limit of zero is taken for one",
                    store -> ClaimStore.asking(
                            store, exchange -> ClaimStore.withLimit(exchange, Math.max(1, exchange.limit())))),
            new BrokenStore("S3.4", "some jobs are claimed twice", BrokenClaims::claimingTwice),
            new BrokenStore("S3.4", "some jobs are lost", BrokenClaims::losing),
            BrokenStore.of(
                    "S3.5",
                    "the fence has the attempt of before",
                    store -> ClaimStore.claiming(
                            store,
                            jobs -> jobs.stream().map(BrokenClaims::earlier).toList())),
            BrokenStore.of("S3.5", "a claimed job stays new", StaysNew::new),
            BrokenStore.of(
                    "S3.6",
                    "the next due time is not told",
                    store -> ClaimStore.answering(store, (exchange, result) -> withNextDue(result, Optional.empty()))),
            BrokenStore.of(
                    "S3.6",
                    "the next due time is told a second late",
                    store -> ClaimStore.answering(
                            store,
                            (exchange, result) ->
                                    withNextDue(result, result.nextDue().map(due -> due.plusSeconds(1))))),
            BrokenStore.of(
                    "S3.6",
                    "a next due time is told though nothing waits",
                    store -> ClaimStore.answering(
                            store,
                            (exchange, result) ->
                                    withNextDue(result, result.nextDue().or(() -> Optional.of(Duration.ofDays(1)))))),
            BrokenStore.of(
                    "S3.7",
                    "what comes before a backlog is left to others",
                    store -> ClaimStore.claiming(store, BrokenClaims::withoutUrgent)),
            BrokenStore.of(
                    "S3.7",
                    "the rest of a backlog is taken for all",
                    store -> ClaimStore.answering(
                            store,
                            (exchange, result) -> result.claimed().size() == exchange.limit()
                                    ? result
                                    : ClaimStore.withClaimed(result, withoutUrgent(result.claimed())))));

    private BrokenClaims() {}

    private static List<ClaimedJob> withoutUrgent(List<ClaimedJob> jobs) {
        return jobs.stream().filter(job -> job.priority() >= 0).toList();
    }

    private static List<ClaimedJob> sorted(List<ClaimedJob> jobs, Comparator<ClaimedJob> order) {
        return jobs.stream().sorted(order).toList();
    }

    static ExchangeResult withNextDue(ExchangeResult result, Optional<Duration> nextDue) {
        return new ExchangeResult(result.claimed(), result.lost(), nextDue);
    }

    private static ClaimedJob earlier(ClaimedJob job) {
        Fence fence = new Fence(job.id(), job.attempt() - 1, job.fence().claim());
        return Claimed.with(job, fence);
    }

    private static UnaryOperator<QueueStore> handingOutAgain() {
        Queue<ClaimedJob> before = new ConcurrentLinkedQueue<>();
        return store -> ClaimStore.answering(store, (exchange, result) -> {
            List<ClaimedJob> all = new ArrayList<>(result.claimed());
            while (all.size() < exchange.limit() && !before.isEmpty()) {
                all.add(before.remove());
            }
            before.addAll(result.claimed());
            return ClaimStore.withClaimed(result, all);
        });
    }

    /** Every tenth claim is also given to whoever comes next. */
    private static UnaryOperator<QueueStore> claimingTwice() {
        AtomicInteger count = new AtomicInteger();
        Queue<ClaimedJob> twice = new ConcurrentLinkedQueue<>();
        return store -> ClaimStore.answering(store, (exchange, result) -> {
            List<ClaimedJob> all = new ArrayList<>(result.claimed());
            ClaimedJob again = twice.poll();
            if (again != null && !all.isEmpty()) {
                all.set(all.size() - 1, again);
            }
            if (count.incrementAndGet() % 10 == 0) {
                twice.addAll(result.claimed());
            }
            return ClaimStore.withClaimed(result, all);
        });
    }

    static UnaryOperator<QueueStore> losing() {
        AtomicInteger count = new AtomicInteger();
        return store -> ClaimStore.claiming(
                store,
                jobs -> jobs.stream()
                        .filter(job -> count.incrementAndGet() % 100 != 0)
                        .toList());
    }

    private static final class OneCase extends ForwardingStore {
        OneCase(QueueStore inner) {
            super(inner);
        }

        @Override
        public List<Inserted> insert(String queueName, List<NewJob> jobs) {
            return super.insert(queueName.toLowerCase(Locale.ROOT), jobs);
        }
    }

    static final class NoPriorities extends ForwardingStore {
        NoPriorities(QueueStore inner) {
            super(inner);
        }

        @Override
        public List<Inserted> insert(String queueName, List<NewJob> jobs) {
            return super.insert(
                    queueName,
                    jobs.stream()
                            .map(job -> job.withPriority(NewJob.DEFAULT_PRIORITY))
                            .toList());
        }
    }

    static final class StaysNew extends ForwardingStore {
        StaysNew(QueueStore inner) {
            super(inner);
        }

        @Override
        public Optional<JobInfo> find(String queueName, long id) {
            return super.find(queueName, id).map(StaysNew::asNew);
        }

        private static JobInfo asNew(JobInfo job) {
            JobState state = job.state() == JobState.RUNNING ? JobState.NEW : job.state();
            return Infos.withState(job, state);
        }
    }
}
