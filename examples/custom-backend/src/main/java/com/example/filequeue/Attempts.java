package com.example.filequeue;

import io.github.pgqueue.AttemptError;
import io.github.pgqueue.NodeLostException;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How often a job was started, by whom, and what came of it. The node may be null. Immutable. */
record Attempts(int count, int excused, long claim, String node, boolean rescued, List<AttemptError> errors) {

    static final Attempts NONE = new Attempts(0, 0, 0, null, false, List.of());

    Attempts begun(Exchange exchange) {
        return new Attempts(count + 1, excused, exchange.claim(), exchange.node(), rescued, errors);
    }

    /** Rule S4.5: as if it had never been begun, so that a rescue will be told once more. */
    Attempts undone() {
        return new Attempts(count - 1, excused, claim, null, rescued, errors);
    }

    Attempts ended() {
        return new Attempts(count, excused, claim, node, false, errors);
    }

    /** Rule S4.7. */
    Attempts lastExcused() {
        return new Attempts(count, excused + 1, claim, node, false, errors);
    }

    /** Rule S4.8. */
    Attempts failed(Failure failure, Instant now) {
        List<AttemptError> all = new ArrayList<>(errors);
        all.add(new AttemptError(count, now, node, failure.type(), failure.message(), failure.trace()));
        List<AttemptError> last = all.subList(Math.max(0, all.size() - AttemptError.MOST_KEPT), all.size());
        return new Attempts(count, excused, claim, node, rescued, List.copyOf(last));
    }

    /** Rule S9.4. */
    Attempts lost(Instant now) {
        Failure loss = Failure.of(NodeLostException.class.getName(), "node " + node + " is lost");
        return new Attempts(count, excused, claim, node, true, failed(loss, now).errors());
    }

    /** The last failure in a line or more. */
    Optional<String> error() {
        return errors.isEmpty() ? Optional.empty() : Optional.of(describe(errors.get(errors.size() - 1)));
    }

    private static String describe(AttemptError error) {
        return new Failure(error.type(), error.message(), error.trace()).describe();
    }
}
