package io.github.pgqueue.internal.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.spi.Ring;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallTest {

    private static final String NODE = "this node";

    private final List<Ring> heard = new ArrayList<>();
    private final List<Call> proven = new ArrayList<>();
    private final Call call = new Call(new Call.Proving(NODE, Duration.ofHours(1)), new Call.Ears() {
        @Override
        public void heard(Ring ring) {
            heard.add(ring);
        }

        @Override
        public void proven(Call by) {
            proven.add(by);
        }
    });

    @Test
    void withTheDefaultsAFaultIsFoundWithinFifteenSeconds() {
        Call.Proving usual = new Call.Proving(NODE, Duration.ofSeconds(10));

        assertThat(usual.answer()).isEqualTo(Duration.ofSeconds(5));
        assertThat(usual.rhythm()).isEqualTo(Duration.ofSeconds(15));
        assertThat(usual.start()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void withOtherIntervalsWithinOneAndAHalfOrFiveSecondsMore() {
        assertThat(new Call.Proving(NODE, Duration.ofSeconds(2)).rhythm()).isEqualTo(Duration.ofSeconds(3));
        assertThat(new Call.Proving(NODE, Duration.ofDays(1)).rhythm())
                .isEqualTo(Duration.ofDays(1).plusSeconds(5));
        assertThat(new Call.Proving(NODE, Duration.ofDays(1)).start()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void wantsNoProofBeforeItListensNorAfterItsEnd() {
        assertThat(call.next()).isEmpty();
        assertThat(call.untilNext()).isEqualTo(Proofs.NEVER);

        call.begin();
        assertThat(call.untilNext()).isZero();
        call.lost(new IOException("gone"));

        assertThat(call.next()).isEmpty();
        assertThat(call.untilNext()).isEqualTo(Proofs.NEVER);
    }

    @Test
    void asksOnceAnInterval() {
        call.begin();

        assertThat(call.next()).isPresent();
        assertThat(call.next()).isEmpty();
        assertThat(call.untilNext()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    }

    @Test
    void aProofIsHeardBeforeItIsConfirmedOrAfter() {
        call.begin();
        Ring proof = call.next().orElseThrow();

        call.ring(proof.format());
        call.sent(proof);

        assertThat(proven).containsExactly(call);
        assertThat(call.isProven()).isTrue();
        assertThat(heard).isEmpty();
    }

    @Test
    void anotherCallsProofIsNone() {
        Call other = new Call(new Call.Proving(NODE, Duration.ofHours(1)), new Call.Ears() {
            @Override
            public void heard(Ring ring) {}

            @Override
            public void proven(Call by) {}
        });
        other.begin();
        call.begin();

        call.ring(other.next().orElseThrow().format());

        assertThat(proven).isEmpty();
    }

    @Test
    void garbageIsNobodysBusiness() {
        call.begin();
        for (String text : List.of("", "p", "p,,", "p1,,", "px,," + NODE, "p," + NODE, "p1", "hello")) {
            call.ring(text);
        }

        assertThat(heard).isEmpty();
        assertThat(proven).isEmpty();
    }

    @Test
    void tellsWhyItEnded() throws InterruptedException {
        call.begin();
        call.lost(new IOException("gone"));
        call.lost(new IOException("and again"));

        Trouble trouble = call.awaitEnd().orElseThrow();

        assertThat(trouble.kind()).isEqualTo(Trouble.Kind.LOST);
        assertThat(trouble.cause()).hasMessage("gone");
    }

    @Test
    void hungUpItHasNoTrouble() throws InterruptedException {
        call.begin();
        call.end();

        assertThat(call.awaitEnd()).isEmpty();
    }
}
