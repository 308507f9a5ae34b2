package io.github.pgqueue.checks.documents;

import io.github.pgqueue.checks.tools.Javac;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Java in a document, made whole: what a reader adds without thinking is added here. */
final class JavaSnippet {

    private static final Pattern TYPE =
            Pattern.compile("(?m)^(?:(?:public|final|abstract|sealed) )*(?:class|interface|record|enum) (\\w+)");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;\\R");

    private final String path;
    private final String source;

    private JavaSnippet(String path, String source) {
        this.path = path;
        this.source = source;
    }

    static JavaSnippet of(String text) {
        Matcher type = TYPE.matcher(text);
        if (!type.find()) {
            return new JavaSnippet("Snippet.java", frame("statements", text));
        }
        Matcher named = PACKAGE.matcher(text);
        String folder = named.find() ? named.group(1).replace('.', '/') + "/" : "";
        boolean whole = !folder.isEmpty() || IMPORT.matcher(text).find();
        return new JavaSnippet(folder + type.group(1) + ".java", whole ? text : frame("types", text));
    }

    /** What the compiler finds wrong; empty if it compiles. */
    List<String> compile(Path folder, String classPath) {
        return Javac.compile(Map.of(path, source), folder, List.of("-classpath", classPath));
    }

    String source() {
        return source;
    }

    private static String frame(String name, String text) {
        return resource("imports.txt") + resource(name + ".txt").replace("{snippet}", text);
    }

    private static String resource(String name) {
        try (InputStream in = JavaSnippet.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
