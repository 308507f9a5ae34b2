package io.github.pgqueue.pgjdbcng.internal;

import com.impossibl.postgres.jdbc.PGDataSource;
import io.github.pgqueue.jdbc.DatabaseUrl;
import io.github.pgqueue.jdbc.DatabaseUrl.Host;
import io.github.pgqueue.jdbc.ListenAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Reads where and how to connect, from a URL or from a data source, and completes what both leave open. */
final class Addresses {

    /**
     * How long a statement waits for the server unless the URL says otherwise, in milliseconds. Without a
     * limit the driver would wait for ever in a network that went silent.
     */
    private static final String NETWORK_TIMEOUT = "60000";

    private Addresses() {}

    /**
     * The address that a URL means.
     *
     * @param name who connects, unless the URL says it
     * @param given {@code jdbc:postgresql:} or {@code jdbc:pgsql:}; its user and password stand above the
     *     URL's own
     * @throws IllegalArgumentException if it is no such URL, or has a parameter that this backend cannot
     *     serve; the message names the setting, the parameter, the rule, the value and a way out
     */
    static NgAddress of(String name, ListenAddress.Url given) {
        DatabaseUrl parts = DatabaseUrl.parse(given.setting(), given.url());
        AddressDraft draft = new AddressDraft(given.setting(), name);
        boolean own = parts.scheme().equals(DatabaseUrl.PGSQL);
        // Which of a pool's properties and the URL wins differs between the drivers.
        Map<String, String> parameters = new LinkedHashMap<>(own ? parts.parameters() : strings(given.properties()));
        parameters.putAll(own ? strings(given.properties()) : parts.parameters());
        if (own) {
            DriverSettings.apply(parameters, draft);
        } else {
            PgjdbcParameters.apply(parameters, draft);
        }
        return complete(draft, parts.hosts(), parts.database(), given.user(), given.password());
    }

    /**
     * The address that one of the driver's data sources means.
     *
     * @param name who connects, unless the data source says it
     * @param dataSource is left as it is
     * @param user stands above the data source's
     * @param password stands above the data source's
     */
    static NgAddress of(String name, PGDataSource dataSource, Optional<String> user, Optional<String> password) {
        Map<String, String> settings = DriverDataSource.settingsOf(dataSource);
        AddressDraft draft = new AddressDraft("dataSource", name);
        DatabaseUrl parts = DatabaseUrl.parse("dataSource", DriverSettings.takePlace(settings));
        DriverSettings.apply(parts.parameters(), draft);
        DriverSettings.apply(settings, draft);
        return complete(draft, parts.hosts(), parts.database(), user, password);
    }

    private static Map<String, String> strings(Properties properties) {
        Map<String, String> strings = new LinkedHashMap<>();
        properties.forEach((name, value) -> strings.put(name.toString(), value.toString()));
        return strings;
    }

    private static NgAddress complete(
            AddressDraft draft,
            List<Host> hosts,
            Optional<String> database,
            Optional<String> user,
            Optional<String> password) {
        user.ifPresent(name -> draft.set(DriverSettings.USER, name));
        password.ifPresent(word -> draft.set(DriverSettings.PASSWORD, word));
        String role = draft.setIfAbsent(DriverSettings.USER, System.getProperty("user.name", ""));
        // As the server itself would have it.
        draft.set(DriverSettings.DATABASE, database.orElse(role));
        draft.setIfAbsent(DriverSettings.NETWORK_TIMEOUT, NETWORK_TIMEOUT);
        // It costs a stack trace a statement, and takes connections that died for ones that were forgotten.
        draft.setIfAbsent(DriverSettings.HOUSEKEEPER, "false");
        // Looking for Netty's native code, which is not there, makes newer JVMs warn.
        draft.setIfAbsent(DriverSettings.IO_MODE, "nio");
        // The driver stops at 20 MB, the server at 1 GB.
        draft.setIfAbsent(DriverSettings.LARGEST_MESSAGE, Integer.toString(Integer.MAX_VALUE));
        return draft.toAddress(hosts);
    }
}
