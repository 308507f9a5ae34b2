package io.github.pgqueue.internal.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.HostileTexts;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class QueueNamesPropertyTest {

    @Provide
    static Arbitrary<String> texts() {
        return HostileTexts.any();
    }

    @Property
    void areTakenAsTheyAreOrRefused(@ForAll("texts") String name) {
        boolean allowed =
                HostileTexts.length(name) >= 1 && HostileTexts.length(name) <= 255 && HostileTexts.isWellFormed(name);
        if (allowed) {
            assertThat(QueueNames.check(name)).isSameAs(name);
        } else {
            assertThatThrownBy(() -> QueueNames.check(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("queue name must ");
        }
    }
}
