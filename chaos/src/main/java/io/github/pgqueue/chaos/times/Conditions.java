package io.github.pgqueue.chaos.times;

import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Driver;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.util.stream.Collectors;

/** What figures are worth little without: the day, the machine and the versions. */
final class Conditions {

    private Conditions() {}

    static String text(TestDatabases server) {
        return String.join(
                ", ",
                LocalDate.now().toString(),
                property("os.name") + " " + property("os.version") + " " + property("os.arch"),
                Runtime.getRuntime().availableProcessors() + " processors",
                "Java " + property("java.runtime.version"),
                drivers(),
                "PostgreSQL " + version(server));
    }

    private static String version(TestDatabases server) {
        return server.settings()
                .map(settings -> settings.get("server_version"))
                .orElseGet(() -> Integer.toString(server.majorVersion()));
    }

    private static String drivers() {
        return DriverManager.drivers()
                // The one that pgjdbc-ng has for tracing.
                .filter(driver -> !driver.getClass().getPackageName().endsWith(".spy"))
                .map(Conditions::name)
                .collect(Collectors.joining(", "));
    }

    private static String name(Driver driver) {
        String version = driver.getClass().getPackage().getImplementationVersion();
        return driver.getClass().getPackageName() + " "
                + (version == null ? driver.getMajorVersion() + "." + driver.getMinorVersion() : version);
    }

    private static String property(String name) {
        return System.getProperty(name, "?");
    }
}
