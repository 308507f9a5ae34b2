package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.AttemptError;
import io.github.pgqueue.NodeLostException;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.Fence;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** How often a job was started, by whom, and what came of it. Guarded by its table. */
final class MemoryAttempts {

    private final Deque<AttemptError> errors = new ArrayDeque<>();
    private Optional<String> error = Optional.empty();
    private Optional<String> node = Optional.empty();
    private int last;
    private int excused;
    private long claim;
    private boolean rescued;

    int last() {
        return last;
    }

    int excused() {
        return excused;
    }

    long claim() {
        return claim;
    }

    Optional<String> node() {
        return node;
    }

    boolean isRescued() {
        return rescued;
    }

    Optional<String> error() {
        return error;
    }

    List<AttemptError> errors() {
        return List.copyOf(errors);
    }

    boolean isCurrent(Fence fence) {
        return last == fence.attempt() && claim == fence.claim();
    }

    void begin(Exchange exchange) {
        last++;
        claim = exchange.claim();
        node = Optional.of(exchange.node());
    }

    /** The claim's attempt did not happen; what was told of the one before is told again. */
    void undo() {
        last--;
        node = Optional.empty();
    }

    /** The attempt was made to its end. */
    void end() {
        rescued = false;
    }

    void failed(Failure failure, Instant now) {
        error = Optional.of(failure.describe());
        errors.add(new AttemptError(last, now, node.orElse(""), failure.type(), failure.message(), failure.trace()));
        if (errors.size() > AttemptError.MOST_KEPT) {
            errors.remove();
        }
    }

    /** The node that made it is gone. */
    void lost(Instant now) {
        rescued = true;
        String message = node.map(name -> "node " + name + " is lost").orElse("no node has this job");
        failed(Failure.of(NodeLostException.class.getName(), message), now);
    }

    void excuseLast() {
        excused++;
    }

    void excuseAll() {
        excused = last;
        rescued = false;
    }
}
