package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.testkit.internal.fixture.Heard;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assertions;

/**
 * Rings of a table, one after the other. A test that wants to know what was not rung sends one more and looks
 * at what came before it.
 */
record Bell(Heard heard) {

    /** The next ring of this kind, which must come; others are passed over. */
    Ring next(Ring.Kind kind) {
        List<Ring> all = until(ring -> ring.kind() == kind);
        return all.get(all.size() - 1);
    }

    /** All rings up to the first of this kind and queue, which must come. */
    List<Ring> until(Ring.Kind kind, String queueName) {
        return until(ring -> ring.kind() == kind && ring.queueName().equals(queueName));
    }

    /** All rings up to this one of this kind, which must come. */
    List<Ring> until(Ring.Kind kind, Ring last) {
        return until(ring -> ring.kind() == kind && ring.equals(last));
    }

    private List<Ring> until(Predicate<Ring> last) {
        List<Ring> all = new ArrayList<>();
        do {
            String text = heard.next();
            all.add(Ring.parse(text).orElseGet(() -> Assertions.fail("what was heard is no ring: " + text)));
        } while (!last.test(all.get(all.size() - 1)));
        return all;
    }
}
