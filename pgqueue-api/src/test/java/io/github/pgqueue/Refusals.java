package io.github.pgqueue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.function.ThrowingSupplier;

/** The one way in which bad input is refused. */
final class Refusals {

    private Refusals() {}

    /** A value is taken, or refused with a message that begins with the setting and shows the value. */
    static <T> void check(boolean allowed, ThrowingSupplier<T> call, String setting, Object value) {
        T result;
        try {
            result = call.get();
        } catch (Throwable refused) {
            assertThat(refused).isInstanceOf(IllegalArgumentException.class);
            assertThat(allowed)
                    .as("%s, which is allowed, was refused: %s", value, refused)
                    .isFalse();
            assertThat(refused.getMessage()).startsWith(setting + " ").contains(String.valueOf(value));
            return;
        }
        assertThat(result).isNotNull();
        assertThat(allowed).as("%s was taken", value).isTrue();
    }
}
