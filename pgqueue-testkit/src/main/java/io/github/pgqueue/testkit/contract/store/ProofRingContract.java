package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.spi.Beat;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;

/** Rule S9.6: what a beat carries. */
public abstract class ProofRingContract extends StoreContract {

    /** For subclasses. */
    protected ProofRingContract() {}

    @Checks("S9.6")
    void eachProofOnceAndNothingElse() throws Exception {
        Bell bell = listen();
        Ring first = proof(7261);
        Ring second = proof(Long.MAX_VALUE);
        carry(first);
        beat(NODE, HOUR);
        carry(second);
        Ring last = proof(1);
        carry(last);
        Assertions.assertEquals(
                List.of(first, second, last), bell.until(Ring.Kind.PROOF, last), "rings of three beats with a proof");
    }

    @Checks("S9.6")
    void fromAnyStoreOfTheTable() throws Exception {
        Bell bell = listen();
        Ring proof =
                new Ring(Ring.Kind.PROOF, "node, with 'odd\" name ü", proof(42).jobId(), Optional.empty());
        open().beat(proof.queueName(), HOUR, Optional.of(proof));
        Assertions.assertEquals(proof, bell.next(Ring.Kind.PROOF), "ring of another store's beat");
    }

    @Checks("S9.6")
    void theBeatCountsAsAnyOther() {
        Assertions.assertTrue(carry(proof(1)).lapsed(), "lapsed, at the first beat");
        Beat again = carry(proof(2));
        Assertions.assertFalse(again.lapsed(), "lapsed, at the second beat");
        Assertions.assertEquals(Optional.empty(), again.nextLapse(), "next lapse");
        beat("other node", Duration.ofMinutes(30));
        Assertions.assertTrue(carry(proof(3)).nextLapse().isPresent(), "a next lapse while there is another node");
    }

    private Beat carry(Ring proof) {
        return store().beat(NODE, HOUR, Optional.of(proof));
    }

    private static Ring proof(long number) {
        return Ring.of(Ring.Kind.PROOF, NODE, number);
    }
}
