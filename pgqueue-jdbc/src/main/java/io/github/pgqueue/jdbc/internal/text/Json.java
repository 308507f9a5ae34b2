package io.github.pgqueue.jdbc.internal.text;

import io.github.pgqueue.AttemptError;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What the table keeps as JSON. Anybody can write there: what has not the form that is written here is read as
 * well as it goes.
 */
public final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** An object of texts. */
    public static String object(Map<String, String> texts) {
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), json)) {
            generator.writeStartObject();
            texts.forEach(generator::writeStringProperty);
            generator.writeEndObject();
        }
        return json.toString();
    }

    /**
     * The members of an object; those that are no texts as JSON.
     *
     * @throws tools.jackson.core.JacksonException if it is too deep or too long to be read
     */
    public static Map<String, String> texts(String object) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), object)) {
            parser.nextToken();
            return texts(parser, true);
        }
    }

    /**
     * The failures in an array; elements that are none are passed over.
     *
     * @throws tools.jackson.core.JacksonException if it is too deep or too long to be read
     */
    public static List<AttemptError> errors(String array) {
        List<AttemptError> errors = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), array)) {
            parser.nextToken();
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    error(texts(parser, false)).ifPresent(errors::add);
                } else {
                    parser.skipChildren();
                }
            }
        }
        return errors;
    }

    /** Of the object that the parser stands on; it then stands on its end. */
    private static Map<String, String> texts(JsonParser parser, boolean withNulls) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken token = parser.nextToken();
            if (withNulls || token != JsonToken.VALUE_NULL) {
                texts.put(name, token.isStructStart() ? copy(parser) : parser.getString());
            }
        }
        return texts;
    }

    private static String copy(JsonParser parser) {
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), json)) {
            generator.copyCurrentStructureExact(parser);
        }
        return json.toString();
    }

    private static Optional<AttemptError> error(Map<String, String> texts) {
        try {
            Instant at = OffsetDateTime.parse(texts.getOrDefault("at", "")).toInstant();
            return Optional.of(new AttemptError(
                    Integer.parseInt(texts.getOrDefault("attempt", "")),
                    at,
                    texts.getOrDefault("node", ""),
                    texts.getOrDefault("type", ""),
                    Optional.ofNullable(texts.get("message")),
                    Optional.ofNullable(texts.get("trace"))));
        } catch (DateTimeException | NumberFormatException notOurs) {
            return Optional.empty();
        }
    }
}
