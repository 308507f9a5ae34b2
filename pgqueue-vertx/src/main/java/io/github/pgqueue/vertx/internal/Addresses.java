package io.github.pgqueue.vertx.internal;

import io.github.pgqueue.jdbc.DatabaseUrl;
import io.github.pgqueue.jdbc.ListenAddress;
import io.github.pgqueue.spi.ShownUrl;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads where and how to connect from a URL of pgjdbc's form, and completes what it leaves open. */
final class Addresses {

    private static final String NAME = "pgqueue-listen";

    private Addresses() {}

    /**
     * The address that a URL means.
     *
     * @param given {@code jdbc:postgresql:}; its user and password stand above the URL's own
     * @throws IllegalArgumentException if it is no such URL, or has a parameter that this client cannot serve; the
     *     message names the setting, the parameter, the rule, the value and a way out
     */
    static VertxAddress of(ListenAddress.Url given) {
        DatabaseUrl url = DatabaseUrl.parse(given.setting(), given.url());
        if (!url.scheme().equals(DatabaseUrl.POSTGRESQL)) {
            throw new IllegalArgumentException(given.setting()
                    + " must be jdbc:postgresql://host:port/database?parameters for listener vertx: "
                    + ShownUrl.of(given.url()));
        }
        // The URL wins over a pool's properties, as it does with pgjdbc.
        Map<String, String> values = new LinkedHashMap<>();
        given.properties().forEach((name, value) -> values.put(name.toString(), value.toString()));
        values.putAll(url.parameters());
        Parameters parameters = new Parameters(given.setting(), values);
        ParameterRules.check(parameters);
        String user = given.user()
                .or(() -> parameters.value("user"))
                .orElseGet(() -> System.getProperty("user.name", "postgres"));
        return new VertxAddress(
                url.hosts(),
                // As the server itself would have it.
                url.database().orElse(user),
                user,
                given.password().or(() -> parameters.value("password")).orElse(""),
                session(parameters),
                Encryption.of(parameters),
                parameters.limit("connectTimeout"),
                parameters.limit("loginTimeout"));
    }

    private static Map<String, String> session(Parameters parameters) {
        Map<String, String> session = new LinkedHashMap<>();
        session.put("client_encoding", "UTF8");
        session.put("application_name", parameters.value("ApplicationName").orElse(NAME));
        parameters.value("currentSchema").ifPresent(path -> session.put("search_path", path));
        parameters.value("options").ifPresent(options -> session.put("options", options));
        return session;
    }
}
