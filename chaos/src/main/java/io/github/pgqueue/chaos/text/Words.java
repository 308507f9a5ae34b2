package io.github.pgqueue.chaos.text;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Values as words. */
final class Words {

    private Words() {}

    static String format(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                : value.toString();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static Object parse(String word, Class<?> type) {
        if (type == String.class) {
            return word;
        }
        if (type.isEnum()) {
            return Enum.valueOf((Class) type, word);
        }
        if (type == List.class) {
            return word.isEmpty()
                    ? List.of()
                    : Arrays.stream(word.split(",")).map(Long::valueOf).toList();
        }
        return simple(word, type);
    }

    private static Object simple(String word, Class<?> type) {
        return switch (type.getSimpleName()) {
            case "int" -> Integer.valueOf(word);
            case "long" -> Long.valueOf(word);
            case "boolean" -> Boolean.valueOf(word);
            case "Instant" -> Instant.parse(word);
            case "Duration" -> Duration.parse(word);
            default -> throw new IllegalArgumentException("no word for a " + type.getSimpleName());
        };
    }
}
