package io.github.pgqueue.checks.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Makes the jars that a stranger would bring. */
public final class JarMaker {

    private final Path folder;

    /** Makes jars in this folder. */
    public JarMaker(Path folder) {
        this.folder = folder;
    }

    /**
     * Compiles and packs.
     *
     * @param name the jar's name without its end
     * @param sources the text of each Java file, by its path
     * @param resources the text of each other file, by its path
     * @param options for the compiler
     * @return the jar
     */
    public Path jar(String name, Map<String, String> sources, Map<String, String> resources, List<String> options)
            throws IOException {
        Path classes = Files.createDirectories(folder.resolve(name));
        if (!sources.isEmpty()) {
            assertThat(Javac.compile(sources, classes, options)).isEmpty();
        }
        Path jar = folder.resolve(name + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                add(out, classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
            for (Map.Entry<String, String> resource : resources.entrySet()) {
                add(out, resource.getKey(), resource.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
