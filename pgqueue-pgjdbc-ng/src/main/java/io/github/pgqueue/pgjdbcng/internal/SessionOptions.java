package io.github.pgqueue.pgjdbcng.internal;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the parameter {@code options}, which pgjdbc sends as the backend's command line and pgjdbc-ng
 * cannot send: {@code -c name=value}, {@code -cname=value} or {@code --name=value}, separated by white
 * space, where a backslash takes the meaning from the next character. What it sets is set after the login.
 */
final class SessionOptions {

    private static final String FORM = "must be a list of -c name=value or --name=value";

    private static final Pattern WORD = Pattern.compile("(?s)(?:\\\\.|[^\\s\\\\])+");

    private SessionOptions() {}

    static void apply(String name, String value, AddressDraft draft) {
        List<String> words = words(value);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-c") && i + 1 < words.size()) {
                i++;
                assign(words.get(i), name, value, draft);
            } else if (word.startsWith("-c") || word.startsWith("--")) {
                assign(word.substring(2), name, value, draft);
            } else {
                throw draft.refusal(name, value, FORM, "Leave out what is not of this form");
            }
        }
    }

    private static void assign(String assignment, String name, String value, AddressDraft draft) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw draft.refusal(name, value, FORM, "Leave out what is not of this form");
        }
        // As on the command line, where a hyphen may stand for an underscore.
        String setting = assignment.substring(0, equals).replace('-', '_');
        draft.session(setting, assignment.substring(equals + 1));
    }

    private static List<String> words(String text) {
        return WORD.matcher(text)
                .results()
                .map(word -> word.group().replaceAll("(?s)\\\\(.)", "$1"))
                .toList();
    }
}
