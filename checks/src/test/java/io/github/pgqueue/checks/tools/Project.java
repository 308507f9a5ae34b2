package io.github.pgqueue.checks.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** This project, as its poms describe it. */
public final class Project {

    /** Where everything of ours is published. */
    public static final String GROUP = "io.github.pgqueue";

    /** Maven runs the tests of a module in its folder. */
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private Project() {}

    /** The folder with the root pom. */
    public static Path root() {
        return ROOT;
    }

    /** The version that all modules share. */
    public static String version() {
        return Poms.text(Poms.read(ROOT.resolve("pom.xml")), "version").orElseThrow();
    }

    /** The modules that are published, which are those that say nothing else. */
    public static List<Artifact> published() {
        Element modules =
                Poms.children(Poms.read(ROOT.resolve("pom.xml")), "modules").get(0);
        return Poms.children(modules, "module").stream()
                .map(module -> ROOT.resolve(module.getTextContent().strip()))
                .filter(Project::isPublished)
                .map(Project::artifact)
                .toList();
    }

    /** All files of the repository with this end, but what the build made. */
    public static List<Path> files(String end) {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(file -> file.toString().endsWith(end))
                    .filter(file -> !ROOT.relativize(file).toString().contains("target/"))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean isPublished(Path folder) {
        return Poms.text(Poms.read(folder.resolve("pom.xml")), "properties", "maven.deploy.skip")
                .isEmpty();
    }

    private static Artifact artifact(Path folder) {
        String name =
                Poms.text(Poms.read(folder.resolve("pom.xml")), "artifactId").orElseThrow();
        return new Artifact(name, folder.resolve("target").resolve(name + "-" + version()));
    }
}
