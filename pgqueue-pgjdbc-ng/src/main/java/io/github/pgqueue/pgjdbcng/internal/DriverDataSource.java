package io.github.pgqueue.pgjdbcng.internal;

import com.impossibl.postgres.jdbc.PGDataSource;
import io.github.pgqueue.jdbc.DatabaseUrl.Host;
import java.util.LinkedHashMap;
import java.util.Map;

/** The driver's data source, with all settings by their names. Its user and password never become part of a URL. */
final class DriverDataSource extends PGDataSource {

    /**
     * For one host.
     *
     * @param host where to connect
     * @param settings how
     */
    DriverDataSource(Host host, Map<String, String> settings) {
        settings.forEach(this.settings::set);
        setServerName(host.name());
        setPortNumber(host.port());
    }

    private DriverDataSource(PGDataSource other) {
        init(other.getReference());
    }

    /** What was set on one of the driver's data sources, by the settings' names. */
    static Map<String, String> settingsOf(PGDataSource dataSource) {
        Map<String, String> settings = new LinkedHashMap<>();
        new DriverDataSource(dataSource)
                .settings
                .asProperties()
                .forEach((name, value) -> settings.put(name.toString(), value.toString()));
        return settings;
    }
}
