package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.AttemptError;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;

/** Rule S4.8: the failures that are kept. */
public abstract class FailuresContract extends StoreContract {

    /** For subclasses. */
    protected FailuresContract() {}

    @Checks("S4.8")
    void noneAtFirst() {
        ClaimedJob job = running("x");
        Assertions.assertEquals(List.of(), info(job.id()).errors(), "failures");
        settle(Settlement.success(job.fence()));
        Assertions.assertEquals(List.of(), info(job.id()).errors(), "failures after success");
    }

    @Checks("S4.8")
    void eachWithAttemptTimeAndNode() {
        long id = insert("x");
        List<String> nodes = List.of("first node", "second node", "third node, 日本語");
        Instant before = now();
        for (String node : nodes) {
            Fence fence = claimOne(node).fence();
            Failure failure = new Failure("test.Type", Optional.of("of " + node), Optional.of("at test.Class\n"));
            exchange(store(), node, 0, Settlement.retry(fence, failure, Duration.ZERO));
        }
        Instant after = now();
        List<AttemptError> errors = info(id).errors();
        Assertions.assertEquals(3, errors.size(), "failures");
        for (int i = 0; i < 3; i++) {
            AttemptError error = errors.get(i);
            Assertions.assertEquals(i + 1, error.attempt(), "attempt");
            Assertions.assertEquals(nodes.get(i), error.node(), "node");
            Assertions.assertEquals("test.Type", error.type(), "type");
            Assertions.assertEquals(Optional.of("of " + nodes.get(i)), error.message(), "message");
            Assertions.assertEquals(Optional.of("at test.Class\n"), error.trace(), "trace");
            Assertions.assertFalse(
                    error.at().isBefore(before) || error.at().isAfter(after),
                    "failed between " + before + " and " + after + ": " + error.at());
        }
    }

    @Checks("S4.8")
    void theLastOnesAreKept() {
        long id = insert("x");
        int attempts = AttemptError.MOST_KEPT + 3;
        for (int i = 1; i <= attempts; i++) {
            settle(Settlement.retry(claimOne().fence(), Failure.of("test", "failure " + i), Duration.ZERO));
        }
        JobInfo job = info(id);
        List<Integer> last = IntStream.rangeClosed(4, attempts).boxed().toList();
        Assertions.assertEquals(
                last, job.errors().stream().map(AttemptError::attempt).toList(), "attempts of the failures kept");
        Assertions.assertEquals(
                last.stream().map(i -> Optional.of("failure " + i)).toList(),
                job.errors().stream().map(AttemptError::message).toList(),
                "messages of the failures kept");
        Assertions.assertEquals(Optional.of("test: failure " + attempts), job.error(), "the last failure");
    }

    @Checks("S4.8")
    void whateverTheEnd() {
        List<Function<Fence, Settlement>> ends = List.of(
                fence -> Settlement.error(fence, FAILURE),
                fence -> Settlement.cancel(fence, FAILURE),
                fence -> Settlement.retryAt(fence, FAILURE, now().plus(HOUR)));
        for (Function<Fence, Settlement> end : ends) {
            long id = insert("x");
            settle(Settlement.retry(claimOne().fence(), Failure.of("test", "the first"), Duration.ZERO));
            Settlement settlement = end.apply(claimOne().fence());
            settle(settlement);
            Assertions.assertEquals(
                    List.of(Optional.of("the first"), FAILURE.message()),
                    info(id).errors().stream().map(AttemptError::message).toList(),
                    "messages kept after " + settlement);
        }
    }

    @Checks("S4.8")
    void successKeepsThoseBefore() {
        long id = insert("x");
        settle(Settlement.retry(claimOne().fence(), FAILURE, Duration.ZERO));
        List<AttemptError> before = info(id).errors();
        settle(Settlement.success(claimOne().fence()));
        Assertions.assertEquals(before, info(id).errors(), "failures after success");
    }

    @Checks("S4.8")
    void anyTextIsKept() {
        List<Failure> failures = List.of(
                new Failure("no message", Optional.empty(), Optional.empty()),
                new Failure("empty", Optional.of(""), Optional.of("")),
                new Failure("null", Optional.of("null"), Optional.of("null")),
                new Failure(SettleContract.ODD, Optional.of(SettleContract.ODD), Optional.of(SettleContract.ODD)),
                new Failure(
                        "long",
                        Optional.of("日".repeat(Failure.MAX_MESSAGE)),
                        Optional.of("\"\\\n".repeat(Failure.MAX_TRACE / 3))));
        long id = insert("x");
        for (Failure failure : failures) {
            settle(Settlement.retry(claimOne().fence(), failure, Duration.ZERO));
        }
        Assertions.assertEquals(
                failures,
                info(id).errors().stream()
                        .map(error -> new Failure(error.type(), error.message(), error.trace()))
                        .toList(),
                "failures kept");
    }

    @Checks("S4.8")
    void charactersThatNoTextCanHoldDoNotHinder() {
        long id = insert("x");
        String odd = "before\0\uD800after";
        settle(Settlement.error(
                claimOne().fence(), new Failure("t" + odd, Optional.of("m" + odd), Optional.of("s" + odd))));
        Assertions.assertEquals(1, info(id).errors().size(), "failures");
        AttemptError error = info(id).errors().get(0);
        for (String kept : List.of(
                error.type(), error.message().orElse("nothing"), error.trace().orElse("nothing"))) {
            Assertions.assertTrue(
                    kept.startsWith("before", 1) && kept.endsWith("after"), "the rest of the text is kept: " + kept);
        }
    }

    @Checks("S4.8")
    void eachOfABatchHasItsOwn() {
        List<Long> ids = insert(store(), QUEUE, jobs("a", "b", "c"));
        List<ClaimedJob> claimed = claim(3);
        settle(
                Settlement.retry(claimed.get(0).fence(), Failure.of("test", "of a"), HOUR),
                Settlement.success(claimed.get(1).fence()),
                Settlement.error(claimed.get(2).fence(), Failure.of("test", "of c")));
        List<List<Optional<String>>> messages = ids.stream()
                .map(id -> info(id).errors().stream().map(AttemptError::message).toList())
                .toList();
        Assertions.assertEquals(
                List.of(List.of(Optional.of("of a")), List.of(), List.of(Optional.of("of c"))),
                messages,
                "messages kept of each job");
    }
}
