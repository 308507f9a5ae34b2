package io.github.pgqueue.cli.internal.push;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobLinesTest {

    @Test
    void linesEndWithLfOrCrLfAndTheLastNeedNot() throws IOException {
        assertThat(lines("one\ntwo\r\nthree")).containsExactly("one", "two", "three");
        assertThat(lines("one\n")).containsExactly("one");
    }

    @Test
    void emptyLinesCount() throws IOException {
        assertThat(lines("\n\r\n\na")).containsExactly("", "", "", "a");
    }

    @Test
    void noInputIsNoLine() throws IOException {
        assertThat(lines("")).isEmpty();
    }

    @Test
    void bytesStayWhatTheyAre() throws IOException {
        assertThat(lines("\0\u00ff\rx\u0080\n\t ")).containsExactly("\0\u00ff\rx\u0080", "\t ");
    }

    @ParameterizedTest
    @ValueSource(ints = {65_535, 65_536, 65_537, 200_000})
    void longLinesAreWhole(int length) throws IOException {
        String line = "x".repeat(length);

        assertThat(lines(line + "\n" + line + "\r\ny")).containsExactly(line, line, "y");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void piecesOfAnySizeMakeTheSameLines(int piece) throws IOException {
        InputStream trickle = new ByteArrayInputStream("a\r\n\nbcd\ne".getBytes(ISO_8859_1)) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(piece, length));
            }
        };

        assertThat(lines(trickle)).containsExactly("a", "", "bcd", "e");
    }

    @Test
    void itPausesWhenTheNextLineIsNotThereYet() throws IOException {
        try (PipedOutputStream writer = new PipedOutputStream();
                PipedInputStream reader = new PipedInputStream(writer)) {
            JobLines lines = new JobLines(reader);
            writer.write("one\ntwo\nthr".getBytes(ISO_8859_1));
            assertThat(lines.next()).asString().isEqualTo("one");
            assertThat(lines.paused()).isFalse();
            assertThat(lines.next()).asString().isEqualTo("two");
            assertThat(lines.paused()).isTrue();
            writer.write("ee\n".getBytes(ISO_8859_1));
            assertThat(lines.paused()).isFalse();
            assertThat(lines.next()).asString().isEqualTo("three");
        }
    }

    private static List<String> lines(String text) throws IOException {
        return lines(new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
    }

    private static List<String> lines(InputStream in) throws IOException {
        JobLines lines = new JobLines(in);
        List<String> all = new ArrayList<>();
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            all.add(new String(line, ISO_8859_1));
        }
        return all;
    }
}
