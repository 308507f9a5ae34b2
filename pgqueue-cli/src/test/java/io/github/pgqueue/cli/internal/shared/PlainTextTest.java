package io.github.pgqueue.cli.internal.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void linesBecomeOne() {
        assertThat(PlainText.oneLine(" a\r\n  b\n\nc\td ")).isEqualTo("a b c d");
    }

    @Test
    void whatATerminalWouldObeyIsNotPassedOn() {
        assertThat(PlainText.oneLine("a\u001b[2Jb\u009bc\bd")).isEqualTo("a?[2Jb?c?d");
        assertThat(PlainText.lines("a\u001b[2J\n\tb\u0007")).containsExactly("a?[2J", "    b?");
    }

    @Test
    void whatIsTooLongIsCutBetweenCharacters() {
        assertThat(PlainText.oneLine("123456", 6)).isEqualTo("123456");
        assertThat(PlainText.oneLine("1234567", 6)).isEqualTo("123...");
        assertThat(PlainText.oneLine("\ud83d\ude00".repeat(7), 6)).isEqualTo("\ud83d\ude00".repeat(3) + "...");
    }
}
