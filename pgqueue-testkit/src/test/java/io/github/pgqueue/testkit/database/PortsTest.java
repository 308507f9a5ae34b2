package io.github.pgqueue.testkit.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PortsTest {

    /** So many that some would come twice, as the system gives them anew once nobody listens. */
    private static final int MANY = 2_000;

    private final List<Integer> taken = new ArrayList<>();

    @AfterEach
    void giveBack() {
        taken.forEach(Ports::giveBack);
    }

    @Test
    void noneIsTakenTwice() throws IOException {
        for (int server = 0; server < MANY; server++) {
            taken.add(Ports.take());
        }
        assertThat(taken).doesNotHaveDuplicates();
    }
}
