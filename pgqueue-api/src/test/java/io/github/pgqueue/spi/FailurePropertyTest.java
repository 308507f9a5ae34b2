package io.github.pgqueue.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.HostileTexts;
import java.io.PrintWriter;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class FailurePropertyTest {

    private static final String MARK = "s3cr3t";

    @Provide
    static Arbitrary<String> texts() {
        return Arbitraries.oneOf(HostileTexts.any(), HostileTexts.any().map(text -> text.repeat(100)));
    }

    @Property
    void isKeptWithinItsLimits(@ForAll("texts") String message) {
        Failure failure = Failure.of(new Exception(message, new Error(message)));

        assertThat(failure.type()).isEqualTo(Exception.class.getName());
        assertThat(failure.message().orElseThrow()).hasSizeLessThanOrEqualTo(Failure.MAX_MESSAGE);
        assertThat(failure.trace().orElseThrow()).hasSizeLessThanOrEqualTo(Failure.MAX_TRACE);
        assertThat(failure.describe()).hasSizeLessThanOrEqualTo(6_000);
    }

    /** A handler can throw what it likes. */
    @Property
    void isFoundForWhateverWasThrown(@ForAll boolean prints, @ForAll boolean tells) {
        Failure failure = Failure.of(new Hostile(prints, tells));

        assertThat(failure.type()).isEqualTo(Hostile.class.getName());
    }

    @Property
    void showsNoMessage(@ForAll("texts") String around) {
        assertThat(Failure.of(new Exception(MARK + around + MARK)).toString()).doesNotContain(MARK);
    }

    private static final class Hostile extends Exception {

        private static final long serialVersionUID = 1L;

        private final boolean prints;
        private final boolean tells;

        Hostile(boolean prints, boolean tells) {
            this.prints = prints;
            this.tells = tells;
        }

        @Override
        public void printStackTrace(PrintWriter to) {
            if (!prints) {
                throw new StackOverflowError();
            }
            super.printStackTrace(to);
        }

        @Override
        public @Nullable String getMessage() {
            if (!tells) {
                throw new IllegalStateException("no");
            }
            return null;
        }
    }
}
