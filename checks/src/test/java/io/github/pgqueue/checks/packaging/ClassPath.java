package io.github.pgqueue.checks.packaging;

import io.github.pgqueue.checks.app.App;
import io.github.pgqueue.checks.tools.Artifact;
import io.github.pgqueue.checks.tools.Project;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Jars, as a user's build puts them together.
 *
 * @param jars in their order
 */
record ClassPath(Set<Path> jars) {

    ClassPath {
        jars = new LinkedHashSet<>(jars);
    }

    /** What one dependency, on the backend, brings along; Maven wrote it down. */
    static ClassPath ofBackend(String name) {
        Path list = Project.root().resolve("checks/consumers/" + name + "/target/classpath");
        try {
            return new ClassPath(Stream.of(Files.readString(list).strip().split(File.pathSeparator))
                    .map(Path::of)
                    .collect(Collectors.toCollection(LinkedHashSet::new)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static ClassPath of(Path... jars) {
        return new ClassPath(new LinkedHashSet<>(List.of(jars)));
    }

    /** The jar of one of our modules. */
    static Path jar(String artifact) {
        return Project.published().stream()
                .filter(one -> one.name().equals(artifact))
                .map(Artifact::jar)
                .findFirst()
                .orElseThrow();
    }

    /** Where the program is that is run. */
    static Path app() {
        try {
            return Path.of(App.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    ClassPath with(ClassPath others) {
        Set<Path> all = new LinkedHashSet<>(jars);
        all.addAll(others.jars);
        return new ClassPath(all);
    }

    ClassPath with(Path... others) {
        return with(of(others));
    }

    List<String> fileNames() {
        return jars.stream().map(jar -> jar.getFileName().toString()).toList();
    }

    /** As a class loader takes it. */
    URL[] urls() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    /** As {@code java} takes it. */
    @Override
    public String toString() {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
