package io.github.pgqueue.chaos.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordTextTest {

    enum Colour {
        RED
    }

    record All(
            String text, int number, long id, boolean flag, Instant at, Duration time, Colour colour, List<Long> ids) {}

    private static final All ALL = new All(
            "a\tb\\n\nc\r",
            -1,
            Long.MAX_VALUE,
            true,
            Instant.parse("2026-01-01T00:00:00.123456Z"),
            Duration.ofMillis(1500),
            Colour.RED,
            List.of(1L, 2L));

    @Test
    void aRecordComesBackAsItWas() {
        String line = RecordText.format(ALL);
        assertThat(line).doesNotContain("\n", "\r");
        assertThat(RecordText.parse(line, All.class)).isEqualTo(ALL);
    }

    @Test
    void oneInsideAnotherComesBackToo() {
        All outer = new All(RecordText.format(ALL), 0, 0, false, Instant.EPOCH, Duration.ZERO, Colour.RED, List.of());
        assertThat(RecordText.parse(
                        RecordText.parse(RecordText.format(outer), All.class).text(), All.class))
                .isEqualTo(ALL);
    }

    @Test
    void halfALineIsRefused() {
        assertThatThrownBy(() -> RecordText.parse("All\tx\t1", All.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void jsonIsQuoted() {
        assertThat(Json.format(Map.of("a\"b", List.of(1, "x\n", true))))
                .isEqualTo("{\"a\\\"b\":[1,\"x\\u000a\",true]}");
    }

    @Test
    void columnsAreAsWideAsTheirWidestWord() {
        TextTable table = new TextTable();
        table.add("a", 1);
        table.add("long", 100);
        assertThat(table.lines()).containsExactly("a       1", "long  100");
    }
}
