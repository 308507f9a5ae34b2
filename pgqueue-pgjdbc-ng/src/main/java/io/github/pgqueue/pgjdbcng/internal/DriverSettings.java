package io.github.pgqueue.pgjdbcng.internal;

import com.impossibl.postgres.jdbc.DataSourceSettings;
import com.impossibl.postgres.jdbc.JDBCSettings;
import com.impossibl.postgres.system.Setting;
import com.impossibl.postgres.system.Settings;
import com.impossibl.postgres.system.SystemSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What pgjdbc-ng calls its settings, and the parameters of a {@code jdbc:pgsql:} URL, which carry these
 * names. The driver itself would only log that it knows a name not, and go on without it: with
 * {@code sslmode=require} it would go on unencrypted.
 */
final class DriverSettings {

    static final String USER = "user";
    static final String PASSWORD = "password";
    static final String DATABASE = "database.name";
    static final String APPLICATION_NAME = "application.name";
    static final String NETWORK_TIMEOUT = "network.timeout";
    static final String SSL_MODE = "ssl.mode";
    static final String SSL_ROOT_CERTIFICATE = "ssl.ca.certificate.file";
    static final String SSL_CERTIFICATE = "ssl.certificate.file";
    static final String SSL_KEY = "ssl.key.file";
    static final String IO_MODE = "protocol.io.mode";
    static final String LARGEST_MESSAGE = "protocol.message.size.max";
    static final String HOUSEKEEPER = "housekeeper";

    private static final String LOGIN_TIMEOUT = "login.timeout";

    private static final String URL = "database.url";
    private static final String SERVER_NAME = "server.name";
    private static final String SERVER_PORT = "port.number";
    private static final String SERVER_ADDRESSES = "server.addresses";

    /** They say where to connect, which stands before the parameters. */
    private static final List<String> PLACES =
            List.of(DATABASE, "database.url", "server.name", "port.number", "server.addresses", "server.local-name");

    private DriverSettings() {}

    static void apply(Map<String, String> parameters, AddressDraft draft) {
        parameters.forEach((name, value) -> apply(name, value, draft));
    }

    /**
     * Takes out of a data source's settings what says where to connect.
     *
     * @return the same as a URL
     */
    static String takePlace(Map<String, String> settings) {
        String addresses = settings.get(SERVER_ADDRESSES);
        String place = settings.getOrDefault(
                URL,
                "jdbc:pgsql://"
                        + (addresses == null
                                ? settings.get(SERVER_NAME) + ":" + settings.get(SERVER_PORT)
                                : addresses.replace(" ", ""))
                        + "/" + URLEncoder.encode(settings.getOrDefault(DATABASE, ""), StandardCharsets.UTF_8));
        settings.keySet().removeAll(PLACES);
        return place;
    }

    private static void apply(String name, String value, AddressDraft draft) {
        if (name.equals("unixsocket")) {
            throw draft.refusal(
                    name,
                    value,
                    "cannot be used, as Netty's native transport is not part of this backend",
                    "Connect to a host");
        }
        Setting<?> setting = find(name)
                .orElseThrow(() -> draft.refusal(
                        name,
                        value,
                        "is none that pgjdbc-ng knows",
                        "Leave it out, or write the URL as jdbc:postgresql: if it is one of pgjdbc's"));
        if (PLACES.contains(setting.getName())) {
            throw draft.refusal(name, value, "cannot be a parameter", "Write it into jdbc:pgsql://host:port/database");
        }
        check(setting, name, value, draft);
        if (setting.getName().equals(LOGIN_TIMEOUT)) {
            draft.loginTimeout(Duration.ofSeconds(Integer.parseInt(value)));
        } else {
            draft.set(setting.getName(), value);
        }
    }

    private static void check(Setting<?> setting, String name, String value, AddressDraft draft) {
        try {
            setting.fromString(value);
        } catch (RuntimeException invalid) {
            throw draft.refusal(
                    name, value, "must be a value that pgjdbc-ng understands", "See the driver's documentation");
        }
    }

    private static Optional<Setting<?>> find(String name) {
        return new Settings(JDBCSettings.JDBC, SystemSettings.SYS, SystemSettings.PROTO, DataSourceSettings.DS)
                .knownSet().stream()
                        .filter(setting -> List.of(setting.getNames()).contains(name))
                        .findFirst();
    }
}
