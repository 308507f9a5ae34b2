package io.github.pgqueue.checks.tools;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles sources that a test has in hand. */
public final class Javac {

    private Javac() {}

    /**
     * Compiles into a folder.
     *
     * @param sources the text of each file, by its path such as {@code com/example/App.java}
     * @param folder where the classes go
     * @param options more options, such as a class path
     * @return what the compiler found wrong, a line each; empty if it went well
     */
    public static List<String> compile(Map<String, String> sources, Path folder, List<String> options) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((path, text) -> files.add(new Source(path, text)));
        List<String> all = new ArrayList<>(List.of("-proc:none", "-d", folder.toString()));
        all.addAll(options);
        compiler.getTask(null, null, found, all, null, files).call();
        return found.getDiagnostics().stream()
                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                .map(one -> "line " + one.getLineNumber() + ": " + one.getMessage(null))
                .toList();
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String path, String text) {
            super(URI.create("memory:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
