package io.github.pgqueue.benchmarks.contender;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which versions the build has put on the class path. */
final class Versions {

    private static final Properties ALL = read();

    private Versions() {}

    static String of(String artifact) {
        String version = ALL.getProperty(artifact);
        if (version == null) {
            throw new IllegalArgumentException("No version is known of " + artifact);
        }
        return version;
    }

    private static Properties read() {
        Properties all = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
            if (in == null) {
                throw new IllegalStateException("versions.properties is missing");
            }
            all.load(in);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
