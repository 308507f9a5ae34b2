package io.github.pgqueue.checks.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One fenced block of a document, or of code in Javadoc.
 *
 * @param place where it is, such as {@code README.md:24}
 * @param language what stands behind the fence; may be empty
 * @param lines what it says
 */
record Block(String place, String language, List<String> lines) {

    /** The language of a call of the launcher within the text. */
    static final String INLINE = "inline";

    private static final Pattern CALL = Pattern.compile("`(\\./pgqueue[^`]*)`");
    private static final String FENCE = "```";
    private static final String CODE = "* <pre>{@code";
    private static final String CODE_END = "* }</pre>";

    /** All blocks of a file, in their order. */
    static List<Block> of(Path file) {
        return of(file.getFileName().toString(), read(file));
    }

    static List<Block> of(String name, List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        int start = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith(FENCE)) {
                if (start >= 0) {
                    String language = lines.get(start).strip().substring(FENCE.length());
                    blocks.add(new Block(name + ":" + (start + 1), language, lines.subList(start + 1, i)));
                }
                start = start < 0 ? i : -1;
            } else if (start < 0) {
                blocks.addAll(calls(name + ":" + (i + 1), line));
            }
        }
        if (start >= 0) {
            throw new IllegalArgumentException(name + ":" + (start + 1) + " opens a block that nothing closes");
        }
        return blocks;
    }

    private static List<Block> calls(String place, String line) {
        return CALL.matcher(line)
                .results()
                .map(call -> new Block(place, INLINE, List.of(call.group(1))))
                .toList();
    }

    /** All code in a class's Javadoc, as blocks of Java. */
    static List<Block> ofJavadoc(Path source) {
        List<String> lines = new ArrayList<>();
        for (String line : read(source)) {
            String text = line.strip();
            boolean fence = text.equals(CODE) || text.equals(CODE_END);
            String fenced = text.equals(CODE) ? FENCE + "java" : FENCE;
            lines.add(fence ? fenced : text.startsWith("* ") ? text.substring(2) : "");
        }
        return of(source.getFileName().toString(), lines);
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** In a list a block is indented; what it says is not. */
    String text() {
        return (String.join("\n", lines) + "\n").stripIndent();
    }

    @Override
    public String toString() {
        return place;
    }
}
