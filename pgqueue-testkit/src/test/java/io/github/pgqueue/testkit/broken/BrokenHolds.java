package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.HeldJobs;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Mistakes with jobs that are held for a moment. */
final class BrokenHolds {

    static final List<Broken> ALL = List.of(
            of("S17.1", "what is held is not kept from others", (store, held) -> {
                release(store, held.jobs());
                return held;
            }),
            of("S17.2", "what was not begun counts as an attempt", (store, held) -> new Forwarding(held) {
                @Override
                public void end(List<Fence> done, List<Fence> running) {
                    inner.end(done, all(running));
                    store.exchange(settling(held.jobs().get(0), again(done, running)));
                }
            }),
            of("S17.2", "what is done is forgotten", (store, held) -> new Forwarding(held) {
                @Override
                public void end(List<Fence> done, List<Fence> running) {
                    inner.end(List.of(), running);
                }
            }),
            of("S17.3", "what was begun is given back too", (store, held) -> new Forwarding(held) {
                @Override
                public void keep(List<Fence> begun) {
                    inner.keep(List.of());
                }
            }),
            of("S17.4", "nobody knows of what a node holds that dies", (store, held) -> {
                release(store, held.jobs());
                return held;
            }),
            BrokenStore.of("S17.5", "what runs ends with the rest", BrokenHolds::endingAll),
            of("S17.6", "what comes first is left to others", (store, held) -> new Forwarding(held) {
                @Override
                public List<ClaimedJob> jobs() {
                    return inner.jobs().stream()
                            .filter(job -> job.priority() >= 0)
                            .toList();
                }
            }));

    private BrokenHolds() {}

    static QueueStore endingAll(QueueStore sound) {
        return breaking(sound, (store, held) -> new Forwarding(held) {
            @Override
            public void end(List<Fence> done, List<Fence> running) {
                inner.end(all(done), List.of());
            }
        });
    }

    private static BrokenStore of(String rule, String mistake, BiFunction<QueueStore, HeldJobs, HeldJobs> breaker) {
        return BrokenStore.of(rule, mistake, store -> breaking(store, breaker));
    }

    private static QueueStore breaking(QueueStore store, BiFunction<QueueStore, HeldJobs, HeldJobs> breaker) {
        return new ForwardingStore(store) {
            @Override
            public Optional<HeldJobs> hold(Exchange exchange) {
                return super.hold(exchange).map(held -> breaker.apply(inner, held));
            }
        };
    }

    private static void release(QueueStore store, List<ClaimedJob> jobs) {
        store.exchange(settling(
                jobs.get(0),
                jobs.stream().map(job -> Settlement.release(job.fence())).toList()));
    }

    private static Exchange settling(ClaimedJob job, List<Settlement> ends) {
        return new Exchange(job.queueName(), "broken", job.fence().claim(), ends, 0);
    }

    private static class Forwarding implements HeldJobs {

        final HeldJobs inner;

        Forwarding(HeldJobs inner) {
            this.inner = inner;
        }

        /** These, and all of which nothing is said. */
        List<Fence> all(List<Fence> some) {
            List<Fence> all = new ArrayList<>(some);
            jobs().stream()
                    .map(ClaimedJob::fence)
                    .filter(fence -> !all.contains(fence))
                    .forEach(all::add);
            return all;
        }

        List<Settlement> again(List<Fence> done, List<Fence> running) {
            return all(List.of()).stream()
                    .filter(fence -> Stream.of(done, running).noneMatch(some -> some.contains(fence)))
                    .map(fence -> Settlement.snooze(fence, Duration.ZERO))
                    .toList();
        }

        @Override
        public List<ClaimedJob> jobs() {
            return inner.jobs();
        }

        @Override
        public void end(List<Fence> done, List<Fence> running) {
            inner.end(done, running);
        }

        @Override
        public void keep(List<Fence> begun) {
            inner.keep(begun);
        }
    }
}
