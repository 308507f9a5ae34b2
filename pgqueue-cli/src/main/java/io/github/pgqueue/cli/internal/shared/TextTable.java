package io.github.pgqueue.cli.internal.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of words in columns as wide as their widest word: the first to the left, the others to the right. */
public final class TextTable {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final int leftFrom;

    /**
     * A table with a head.
     *
     * @param head the columns' names
     */
    public TextTable(List<String> head) {
        this(head, head.size());
    }

    /**
     * A table whose last columns hold texts.
     *
     * @param head the columns' names
     * @param leftFrom from this column on, counted from 0, all stand to the left
     */
    public TextTable(List<String> head, int leftFrom) {
        this.leftFrom = leftFrom;
        rows.add(head);
    }

    /**
     * Adds a row.
     *
     * @param row as many words as the head has
     */
    public void add(List<String> row) {
        rows.add(row);
    }

    /**
     * The table as text.
     *
     * @return a line a row, the head first
     */
    public List<String> lines() {
        int[] widths = IntStream.range(0, rows.get(0).size()).map(this::width).toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String word = row.get(column);
            String space = " ".repeat(widths[column] - word.length());
            line.append(column == 0 ? "" : GAP);
            line.append(column == 0 || column >= leftFrom ? word + space : space + word);
        }
        return line.toString().stripTrailing();
    }
}
