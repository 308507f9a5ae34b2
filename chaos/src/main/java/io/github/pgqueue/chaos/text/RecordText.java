package io.github.pgqueue.chaos.text;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Records as lines of text: the name, then the components, with tabs between. */
public final class RecordText {

    private RecordText() {}

    /**
     * Writes a record.
     *
     * @param record of components that {@link Words} knows
     * @return a line, without its end
     */
    public static String format(Record record) {
        List<String> words = new ArrayList<>(List.of(record.getClass().getSimpleName()));
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            words.add(escape(Words.format(read(component, record))));
        }
        return String.join("\t", words);
    }

    /**
     * Reads a record.
     *
     * @param line what {@link #format} wrote
     * @param type the record, or a sealed interface of records
     * @param <T> the type
     * @return the record
     * @throws IllegalArgumentException if it is none
     */
    public static <T> T parse(String line, Class<T> type) {
        List<String> words =
                Arrays.stream(line.split("\t", -1)).map(RecordText::unescape).toList();
        Class<?> record = type.isRecord() ? type : named(words.get(0), type);
        RecordComponent[] components = record.getRecordComponents();
        if (words.size() != components.length + 1) {
            throw new IllegalArgumentException("not a " + record.getSimpleName() + ": " + line);
        }
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Words.parse(words.get(i + 1), components[i].getType());
        }
        return type.cast(make(record, components, values));
    }

    private static Class<?> named(String name, Class<?> type) {
        return Arrays.stream(type.getPermittedSubclasses())
                .filter(one -> one.getSimpleName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + type.getSimpleName() + ": " + name));
    }

    private static Object read(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object make(Class<?> record, RecordComponent[] components, Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return record.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain.append(c == '\\' && i + 1 < text.length() ? meant(text.charAt(++i)) : c);
        }
        return plain.toString();
    }

    private static char meant(char escaped) {
        return switch (escaped) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> escaped;
        };
    }
}
