package io.github.pgqueue.checks.tools;

import java.nio.file.Path;

/**
 * What a module makes.
 *
 * @param name its artifactId
 * @param base its jar's path without the end
 */
public record Artifact(String name, Path base) {

    /** The jar with the classes. */
    public Path jar() {
        return Path.of(base + ".jar");
    }

    /** The jar with something else. */
    public Path jar(String classifier) {
        return Path.of(base + "-" + classifier + ".jar");
    }

    @Override
    public String toString() {
        return name;
    }
}
