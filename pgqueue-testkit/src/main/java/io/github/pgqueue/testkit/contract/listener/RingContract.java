package io.github.pgqueue.testkit.contract.listener;

import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Heard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;

/** Rules L2: what is heard. */
public abstract class RingContract extends ListenerContract {

    private static final String LAST = "last";
    private static final int FLOOD = 10_000;
    private static final Duration AS_SOON_AS_IT_ARRIVES = Duration.ofMillis(100);
    private static final int ROUNDS = 3;

    private static final List<String> ODD_CHANNELS = List.of(
            "MixedCase",
            "with space",
            "a.b",
            "a*b",
            "a\"b",
            "a'b",
            "a\\b",
            "a$b",
            "(a|b)",
            "ümläut",
            "sixty_three_characters_are_the_most_that_a_name_can_have_here_x");

    /** For subclasses. */
    protected RingContract() {}

    @Checks("L2.1")
    void eachOnceWithItsTextUnchanged() throws Exception {
        List<String> texts = List.of(
                "1,,mail",
                "",
                " x ",
                "two\nlines",
                "Grüße, 日本語, 🎉",
                "'quoted' \"twice\" \\",
                "x".repeat(7_900),
                "1,,mail");
        Heard heard = listen();
        texts.forEach(this::send);
        send(LAST);
        List<String> expected = new ArrayList<>(texts);
        expected.add(LAST);
        Assertions.assertEquals(expected, heard.next(expected.size()), "texts heard");
        Assertions.assertEquals(List.of(), heard.rest(), "heard once more");
    }

    /** The median of some, so that one that the machine holds up does not count. */
    @Checks("L2.1")
    void anIdleListenerHearsAtOnce() throws Exception {
        Heard heard = listen();
        Duration median = medianOf15(heard);
        // A machine may be busy with something else for a moment.
        for (int more = 1; more < ROUNDS && median.compareTo(AS_SOON_AS_IT_ARRIVES) >= 0; more++) {
            median = medianOf15(heard);
        }
        Assertions.assertTrue(
                median.compareTo(AS_SOON_AS_IT_ARRIVES) < 0,
                "half of the notifications took longer than " + median.toMillis() + " ms");
    }

    private Duration medianOf15(Heard heard) throws Exception {
        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            send("ring " + i);
            // From here on, as to send it a new connection is made, which takes longer than all else.
            long sent = System.nanoTime();
            heard.next();
            delays.add(Duration.ofNanos(System.nanoTime() - sent));
        }
        Collections.sort(delays);
        return delays.get(delays.size() / 2);
    }

    @Checks("L2.2")
    void otherChannelsAreNotHeard() throws Exception {
        Heard heard = listen("a.b");
        for (String other : List.of("a", "a.b.c", "A.B", "a_b", "axb", "\"a.b\"", "x a.b", "a.b ")) {
            backend().send(other, List.of("of " + other));
        }
        backend().send("a.b", List.of(LAST));
        Assertions.assertEquals(LAST, heard.next(), "the first that was heard");
        Assertions.assertEquals(List.of(), heard.rest(), "heard besides");
    }

    @Checks("L2.2")
    void oddNamesAreHeard() throws Exception {
        for (String channel : ODD_CHANNELS) {
            Heard heard = listen(channel);
            backend().send(channel, List.of("of " + channel));
            Assertions.assertEquals("of " + channel, heard.next(), "heard on channel " + channel);
        }
    }

    @Checks("L2.3")
    void aFloodIsHeardWhole() throws Exception {
        List<String> texts =
                IntStream.range(0, FLOOD).mapToObj(i -> i + ",,queue " + i).toList();
        Heard heard = listen();
        backend().send(CHANNEL, texts);
        Assertions.assertEquals(texts, heard.next(FLOOD), "texts heard");
    }

    @Checks("L2.3")
    void aSinkThatThrowsMissesNothing() throws Exception {
        AtomicInteger count = new AtomicInteger();
        Heard heard = new Heard(patience()) {
            @Override
            public void ring(String payload) {
                super.ring(payload);
                if (count.incrementAndGet() % 2 == 1) {
                    throw new IllegalStateException("a sink that throws, as the contract's test wants it");
                }
            }
        };
        connect(CHANNEL, heard);
        List<String> texts = IntStream.range(0, 10).mapToObj(i -> "ring " + i).toList();
        texts.forEach(this::send);
        Assertions.assertEquals(texts, heard.next(texts.size()), "texts heard");
        backend().send(CHANNEL, List.of("one", "two", "three"));
        Assertions.assertEquals(List.of("one", "two", "three"), heard.next(3), "texts heard in one batch");
        heard.assertNoLoss(Duration.ZERO, "because the sink threw");
    }
}
