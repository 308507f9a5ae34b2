package io.github.pgqueue.jdbc.internal.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Calls that are made at once")
@Timeout(60)
class GroupCommitTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration NO_TIME = Duration.ZERO;

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final Queue<List<String>> groups = new ConcurrentLinkedQueue<>();

    private static String answer(String call) {
        return "re " + call;
    }

    /** Says when the first group is under way, and holds that one up. */
    private List<String> held(List<String> calls) throws InterruptedException {
        groups.add(List.copyOf(calls));
        begun.countDown();
        assertThat(goOn.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return calls.stream().map(GroupCommitTest::answer).toList();
    }

    private GroupCommit<String, String> oneLane(GroupCommit.Work<String, String> work) {
        return new GroupCommit<>(PATIENCE, NO_TIME, GroupCommitTest::four, work);
    }

    private static GroupLoad<String> four() {
        AtomicInteger calls = new AtomicInteger();
        return call -> calls.incrementAndGet() <= 4;
    }

    private static <T> CompletableFuture<T> start(Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(call.call());
            } catch (Throwable thrown) {
                result.completeExceptionally(thrown);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** The first holds the lane, the others wait in their order. */
    private List<CompletableFuture<GroupCommit.Outcome<String>>> queued(
            GroupCommit<String, String> group, String... calls) throws InterruptedException {
        List<CompletableFuture<GroupCommit.Outcome<String>>> outcomes = new ArrayList<>();
        for (String call : calls) {
            outcomes.add(start(() -> group.call(call)));
            if (outcomes.size() == 1) {
                assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } else {
                awaitWaiting(group, outcomes.size() - 1);
            }
        }
        return outcomes;
    }

    private static void awaitWaiting(GroupCommit<String, String> group, int number) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (group.waiting() < number) {
            assertThat(System.nanoTime()).as("time until %s wait", number).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    @DisplayName("go at once while there is a lane, and together when it is free again, in their order")
    void together() throws Exception {
        GroupCommit<String, String> group = oneLane(this::held);
        var outcomes = queued(group, "a", "b", "c", "d");

        goOn.countDown();

        assertThat(get(outcomes.get(0)).wasAlone()).isTrue();
        for (int call = 0; call < 4; call++) {
            assertThat(get(outcomes.get(call)).result()).isEqualTo(answer("abcd".substring(call, call + 1)));
        }
        assertThat(groups).containsExactly(List.of("a"), List.of("b", "c", "d"));
        assertThat(get(outcomes.get(1)).hasLed()).isTrue();
        assertThat(get(outcomes.get(2)).hasLed()).isFalse();
        assertThat(get(outcomes.get(2)).wasAlone()).isFalse();
    }

    @Test
    @DisplayName("make no larger groups than fit")
    void bounded() throws Exception {
        GroupCommit<String, String> group = oneLane(this::held);
        var outcomes = queued(group, "a", "b", "c", "d", "e", "f", "g");

        goOn.countDown();

        for (var outcome : outcomes) {
            assertThat(get(outcome).failure()).isNull();
        }
        assertThat(groups).containsExactly(List.of("a"), List.of("b", "c", "d", "e"), List.of("f", "g"));
    }

    @Test
    @DisplayName("do not wait for a group that is stuck")
    void stuck() throws Exception {
        GroupCommit<String, String> group = new GroupCommit<>(
                Duration.ofMillis(20),
                NO_TIME,
                () -> call -> true,
                calls -> calls.contains("stuck") ? held(calls) : calls);
        var stuck = start(() -> group.call("stuck"));
        assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        for (String call : List.of("a", "b", "c")) {
            assertThat(get(start(() -> group.call(call))).result()).isEqualTo(call);
        }

        assertThat(stuck).isNotDone();
        goOn.countDown();
        assertThat(get(stuck).result()).isEqualTo(answer("stuck"));
        assertThat(group.call("d").result()).isEqualTo("d");
    }

    @Test
    @DisplayName("are all told what their group's leader died of, and the next ones go on")
    void deadLeader() throws Exception {
        GroupCommit<String, String> group = oneLane(calls -> {
            List<String> results = held(calls);
            if (calls.contains("bad")) {
                throw new StackOverflowError("as it happens");
            }
            return results;
        });
        var outcomes = queued(group, "a", "bad", "c", "d", "e", "f");

        goOn.countDown();

        for (int call = 1; call < 5; call++) {
            assertThat(get(outcomes.get(call)).failure()).isInstanceOf(StackOverflowError.class);
            assertThat(get(outcomes.get(call)).result()).isNull();
        }
        assertThat(get(outcomes.get(5)).result()).isEqualTo(answer("f"));
        assertThat(group.call("g").result()).isEqualTo(answer("g"));
    }

    @Test
    @DisplayName("right after others were answered wait until as many are there again")
    void again() throws Exception {
        GroupCommit<String, String> group = new GroupCommit<>(PATIENCE, PATIENCE, GroupCommitTest::four, this::held);
        var outcomes = queued(group, "a", "b", "c", "d");
        goOn.countDown();
        for (var outcome : outcomes) {
            get(outcome);
        }

        var first = start(() -> group.call("e"));
        var second = start(() -> group.call("e"));
        awaitWaiting(group, 1);
        assertThat(groups).hasSize(2);
        var third = start(() -> group.call("e"));

        assertThat(get(first).result()).isEqualTo(answer("e"));
        assertThat(get(second).wasAlone()).isFalse();
        assertThat(get(third).wasAlone()).isFalse();
        assertThat(groups).containsExactly(List.of("a"), List.of("b", "c", "d"), List.of("e", "e", "e"));
    }

    @Test
    @DisplayName("wait for those that were answered for no longer than a moment")
    void inVain() throws Exception {
        GroupCommit<String, String> group =
                new GroupCommit<>(PATIENCE, Duration.ofMillis(20), GroupCommitTest::four, this::held);
        var outcomes = queued(group, "a", "b", "c", "d");
        goOn.countDown();
        for (var outcome : outcomes) {
            get(outcome);
        }

        assertThat(get(start(() -> group.call("e"))).wasAlone()).isTrue();
    }

    @Test
    @DisplayName("cannot be interrupted while they wait, nor does one's interrupt reach the work of others; it is kept")
    void interrupted() throws Exception {
        Queue<Boolean> seen = new ConcurrentLinkedQueue<>();
        GroupCommit<String, String> group = oneLane(calls -> {
            seen.add(Thread.currentThread().isInterrupted());
            return held(calls);
        });
        List<CompletableFuture<Boolean>> kept = new ArrayList<>();
        var first = start(() -> group.call("a"));
        assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        for (int call = 0; call < 2; call++) {
            kept.add(start(() -> {
                Thread.currentThread().interrupt();
                boolean answered = group.call("b").result() != null;
                return Thread.interrupted() && answered;
            }));
            awaitWaiting(group, call + 1);
        }

        goOn.countDown();

        assertThat(get(first).result()).isEqualTo(answer("a"));
        for (var each : kept) {
            assertThat(get(each)).isTrue();
        }
        assertThat(seen).containsOnly(false);
    }

    @Test
    @DisplayName("fail where the work does not answer each of them")
    void missingAnswers() {
        GroupCommit<String, String> group = oneLane(calls -> List.of());

        assertThat(group.call("a").failure()).isInstanceOf(IllegalStateException.class);
        assertThat(group.waiting()).isZero();
    }
}
