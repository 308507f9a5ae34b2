package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.spi.Beat;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Ring;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Mistakes with leases and rescues. */
final class BrokenNodes {

    private static final Ring ANY_PROOF = Ring.of(Ring.Kind.PROOF, "any", 1);

    static final List<Broken> ALL = List.of(
            leasing("S9.1", "a lease never ends", lease -> Duration.ofDays(1)),
            leasing("S9.1", "a lease is half as long", lease -> lease.dividedBy(2)),
            beating("S9.1", "it is not told that a lease was over", beat -> new Beat(false, beat.nextLapse())),
            beating("S9.2", "no lapse is told", beat -> new Beat(beat.lapsed(), Optional.empty())),
            beating(
                    "S9.2",
                    "a lapse is told although there is no other node",
                    beat -> new Beat(beat.lapsed(), beat.nextLapse().or(() -> Optional.of(Duration.ofHours(1))))),
            beating(
                    "S9.2",
                    "the lapse is told in tenths",
                    beat -> new Beat(beat.lapsed(), beat.nextLapse().map(left -> left.dividedBy(10)))),
            BrokenStore.of("S9.3", "who leaves stays alive", Staying::new),
            BrokenStore.of("S9.4", "nothing is rescued", store -> new Rescuing(store, sound -> Map.of())),
            BrokenStore.of(
                    "S9.4",
                    "no queue is told",
                    store -> new Rescuing(store, sound -> sound.rescue().isEmpty() ? Map.of() : Map.of("", 1))),
            BrokenDrafts.claiming("S9.4", "the next claim does not tell it", Claimed::notRescued),
            BrokenStore.of(
                    "S9.4",
                    "the loss is not kept",
                    store -> new BrokenAgain.Finding(store, job -> Infos.withErrors(job, List.of()))),
            BrokenStore.of(
                    "S9.4",
                    "the attempt does not count",
                    store -> new BrokenAgain.Finding(
                            store, job -> Infos.withAttempt(job, Math.max(0, job.attempt() - 1)))),
            new BrokenStore("S9.5", "nodes that are alive lose their jobs too", BrokenNodes::allRescued),
            BrokenStore.of("S9.5", "each caller tells all", BrokenNodes::doubled),
            carrying("S9.6", "the proof is forgotten", proof -> Optional.empty()),
            carrying("S9.6", "the proof loses its kind", proof -> proof.map(BrokenNodes::asWork)),
            carrying("S9.6", "each beat sends one", proof -> proof.or(() -> Optional.of(ANY_PROOF))));

    private BrokenNodes() {}

    static BrokenStore leasing(String rule, String mistake, UnaryOperator<Duration> change) {
        return BrokenStore.of(rule, mistake, store -> new Beating(store, change, beat -> beat));
    }

    private static BrokenStore beating(String rule, String mistake, UnaryOperator<Beat> change) {
        return BrokenStore.of(rule, mistake, store -> new Beating(store, lease -> lease, change));
    }

    static BrokenStore carrying(String rule, String mistake, UnaryOperator<Optional<Ring>> change) {
        return BrokenStore.of(rule, mistake, store -> new ForwardingStore(store) {
            @Override
            public Beat beat(String node, Duration lease, Optional<Ring> proof) {
                return super.beat(node, lease, change.apply(proof));
            }
        });
    }

    private static Ring asWork(Ring proof) {
        return new Ring(proof.queueName(), proof.jobId(), proof.dueAt());
    }

    private static QueueStore doubled(QueueStore store) {
        return new Rescuing(store, sound -> {
            Map<String, Integer> rescued = new ConcurrentHashMap<>(sound.rescue());
            rescued.replaceAll((queueName, jobs) -> 2 * jobs);
            return rescued;
        });
    }

    static UnaryOperator<QueueStore> allRescued() {
        Set<String> nodes = ConcurrentHashMap.newKeySet();
        return store -> new ForwardingStore(store) {
            @Override
            public Beat beat(String node, Duration lease, Optional<Ring> proof) {
                nodes.add(node);
                return inner.beat(node, lease, proof);
            }

            @Override
            public Map<String, Integer> rescue() {
                nodes.forEach(inner::leave);
                return inner.rescue();
            }
        };
    }

    private static final class Beating extends ForwardingStore {
        private final UnaryOperator<Duration> lease;
        private final UnaryOperator<Beat> answer;

        Beating(QueueStore inner, UnaryOperator<Duration> lease, UnaryOperator<Beat> answer) {
            super(inner);
            this.lease = lease;
            this.answer = answer;
        }

        @Override
        public Beat beat(String node, Duration time, Optional<Ring> proof) {
            return answer.apply(super.beat(node, lease.apply(time), proof));
        }
    }

    private static final class Staying extends ForwardingStore {
        Staying(QueueStore inner) {
            super(inner);
        }

        @Override
        public void leave(String node) {
            // Forgotten.
        }
    }

    static final class Rescuing extends ForwardingStore {
        private final Function<QueueStore, Map<String, Integer>> way;

        Rescuing(QueueStore inner, Function<QueueStore, Map<String, Integer>> way) {
            super(inner);
            this.way = way;
        }

        @Override
        public Map<String, Integer> rescue() {
            return way.apply(inner);
        }
    }
}
