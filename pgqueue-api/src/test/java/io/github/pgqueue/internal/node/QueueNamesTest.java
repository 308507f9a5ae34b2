package io.github.pgqueue.internal.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"mail", " ", "'; drop table jobs; --", "größe", "a,b", "%s{0}"})
    void takesAnyText(String name) {
        assertThat(QueueNames.check(name)).isEqualTo(name);
    }

    @Test
    void countsCharactersAsTheServerDoes() {
        String faces = new String(Character.toChars(0x1F600)).repeat(255);

        assertThat(QueueNames.check(faces)).isEqualTo(faces);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b", "half \ud83d"})
    void refusesWhatTheServerCannotKeep(String name) {
        assertThatThrownBy(() -> QueueNames.check(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("queue name must ");
    }

    @Test
    void refusesNamesThatAreTooLong() {
        assertThatThrownBy(() -> QueueNames.check("x".repeat(256)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 1 to 255 characters")
                .hasMessageEndingWith("has 256");
    }
}
