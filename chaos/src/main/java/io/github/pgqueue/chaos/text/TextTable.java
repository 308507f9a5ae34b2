package io.github.pgqueue.chaos.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of words in columns as wide as their widest word; all but the first stand to the right. */
public final class TextTable {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Adds a row.
     *
     * @param words as many as all other rows have
     */
    public void add(Object... words) {
        rows.add(Arrays.stream(words).map(String::valueOf).toList());
    }

    /**
     * The table as text.
     *
     * @return a line a row
     */
    public List<String> lines() {
        if (rows.isEmpty()) {
            return List.of();
        }
        int[] widths = IntStream.range(0, rows.get(0).size()).map(this::width).toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String word = row.get(column);
            String space = " ".repeat(widths[column] - word.length());
            line.append(column == 0 ? word + space : GAP + space + word);
        }
        return line.toString().stripTrailing();
    }
}
