package io.github.pgqueue.checks.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how a shell block calls the launcher. Knows quotes, pipes and redirections, and no more. */
final class ShellCommands {

    private static final String LAUNCHER = "./pgqueue";

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(&&|\\|\\||[|;<>&])|([^\\s'\"|;<>&]+)");

    private ShellCommands() {}

    /** The arguments of each call of the launcher. */
    static List<List<String>> of(String text) {
        List<List<String>> calls = new ArrayList<>();
        for (String line : text.replace("\\\n", " ").split("\n")) {
            addCalls(line, calls);
        }
        return calls;
    }

    private static void addCalls(String line, List<List<String>> calls) {
        List<String> current = null;
        Matcher word = WORD.matcher(line);
        while (word.find() && !word.group().startsWith("#")) {
            if (word.group(3) != null) {
                current = null;
            } else if (current != null) {
                current.add(unquoted(word));
            } else if (word.group().equals(LAUNCHER)) {
                current = new ArrayList<>();
                calls.add(current);
            }
        }
    }

    private static String unquoted(Matcher word) {
        return word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group();
    }
}
