package io.github.pgqueue.benchmarks.server;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Collectors;

/** What figures are worth little without: the machine, the versions and the server's settings. */
public final class Conditions {

    private static final String SETTINGS = """
            select name, setting, unit from pg_settings
            where name in ('server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers')
            order by name
            """;

    private Conditions() {}

    /**
     * Describes all three, a line each.
     *
     * @param url the server
     */
    public static String text(String url) {
        return machine() + "\n" + java() + "\n" + server(url) + "\n";
    }

    /** Other programs' share of the machine, as far as the system tells. */
    public static String load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return String.format(Locale.ROOT, "load average of the last minute: %.2f", load);
    }

    private static String machine() {
        return LocalDate.now() + ", " + property("os.name") + " " + property("os.version") + " " + property("os.arch")
                + ", " + Runtime.getRuntime().availableProcessors() + " processors" + memory();
    }

    private static String memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? String.format(Locale.ROOT, ", %.0f GB", system.getTotalMemorySize() / 1e9)
                : "";
    }

    private static String java() {
        String drivers = DriverManager.drivers()
                // The one that pgjdbc-ng has for tracing.
                .filter(driver -> !driver.getClass().getPackageName().endsWith(".spy"))
                .map(Conditions::name)
                .collect(Collectors.joining(", "));
        return property("java.vm.name") + " " + property("java.runtime.version") + "; " + drivers;
    }

    private static String name(Driver driver) {
        String version = driver.getClass().getPackage().getImplementationVersion();
        return driver.getClass().getPackageName() + " "
                + (version == null ? driver.getMajorVersion() + "." + driver.getMinorVersion() : version);
    }

    private static String server(String url) {
        StringBuilder text = new StringBuilder("PostgreSQL:");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SETTINGS)) {
            while (row.next()) {
                text.append(' ').append(row.getString("name")).append(' ').append(row.getString("setting"));
                text.append(row.getString("unit") == null ? "" : " x " + row.getString("unit"));
                text.append(row.isLast() ? "" : ",");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The server does not answer: " + e.getMessage(), e);
        }
        return text.toString();
    }

    private static String property(String name) {
        return System.getProperty(name, "?");
    }
}
