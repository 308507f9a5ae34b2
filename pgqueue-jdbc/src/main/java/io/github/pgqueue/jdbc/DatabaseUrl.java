package io.github.pgqueue.jdbc;

import io.github.pgqueue.spi.ShownUrl;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A database's JDBC URL, taken apart, for backends whose driver does not read it itself. Immutable.
 *
 * @param scheme {@code postgresql} or {@code pgsql}
 * @param hosts in the order in which they are to be tried; never empty
 * @param database the database, if the URL names one
 * @param parameters by name, decoded; user and password before the host are among them
 */
public record DatabaseUrl(String scheme, List<Host> hosts, Optional<String> database, Map<String, String> parameters) {

    /** The scheme of PostgreSQL's own JDBC driver. */
    public static final String POSTGRESQL = "postgresql";

    /** The scheme of pgjdbc-ng. */
    public static final String PGSQL = "pgsql";

    /**
     * One server that may be connected to.
     *
     * @param name a host's name or address; an IPv6 address in brackets
     * @param port from 1 to 65535
     */
    public record Host(String name, int port) {

        static final Host DEFAULT = new Host("localhost", 5432);

        @Override
        public String toString() {
            return name + ":" + port;
        }
    }

    private static final Pattern SCHEME = Pattern.compile("jdbc:(postgresql|pgsql):(.*)", Pattern.DOTALL);
    /** {@code //user:password@hosts/database?parameters}; of the part before the slash all may be absent. */
    private static final Pattern REST =
            Pattern.compile("(?://(?:(?:([^/?@]*)@)?([^/?@]*)/|(?=\\?|$)))?([^/?]*)(?:\\?(.*))?", Pattern.DOTALL);

    private static final Pattern HOST =
            Pattern.compile("(\\[[0-9a-fA-F:.]+(?:%[\\w.-]+)?]|[^\\[\\]:\\s]*)(?::(\\d{1,5}))?");

    /**
     * No part may be missing.
     *
     * @param scheme {@code postgresql} or {@code pgsql}
     * @param hosts in the order in which they are to be tried; never empty
     * @param database the database, if the URL names one
     * @param parameters by name, decoded
     */
    public DatabaseUrl {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(database, "database");
        hosts = List.copyOf(hosts);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * Reads a URL as pgjdbc does, or as pgjdbc-ng does, each by its scheme.
     *
     * @param setting the setting that it comes from, for messages
     * @param url what a user took for a URL
     * @return its parts
     * @throws IllegalArgumentException if it is none; the message names the setting and the rule, and shows no password
     */
    public static DatabaseUrl parse(String setting, String url) {
        Matcher scheme = SCHEME.matcher(url);
        if (!scheme.matches()) {
            throw malformed(setting, url);
        }
        // pgjdbc-ng lets an ampersand begin the parameters too.
        boolean own = scheme.group(1).equals(PGSQL);
        Matcher rest = REST.matcher(own ? scheme.group(2).replaceFirst("[?&]", "?") : scheme.group(2));
        if (!rest.matches()) {
            throw malformed(setting, url);
        }
        try {
            return new DatabaseUrl(
                    scheme.group(1),
                    hosts(rest.group(2)),
                    Optional.of(decode(rest.group(3))).filter(name -> !name.isEmpty()),
                    parameters(rest.group(1), rest.group(4)));
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException(setting + " " + broken.getMessage() + ": " + ShownUrl.of(url));
        }
    }

    private static List<Host> hosts(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return List.of(Host.DEFAULT);
        }
        List<Host> hosts = new ArrayList<>();
        for (String part : text.split(",")) {
            Matcher host = HOST.matcher(part);
            if (!host.matches()) {
                throw new IllegalArgumentException("must have hosts as host:port, an IPv6 address in brackets");
            }
            String name = host.group(1).isEmpty() ? Host.DEFAULT.name() : host.group(1);
            hosts.add(new Host(name, host.group(2) == null ? Host.DEFAULT.port() : port(host.group(2))));
        }
        return hosts;
    }

    private static int port(String text) {
        int port = Integer.parseInt(text);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("must have ports from 1 to 65535");
        }
        return port;
    }

    private static Map<String, String> parameters(@Nullable String userInfo, @Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (userInfo != null) {
            String[] parts = userInfo.split(":", 2);
            parameters.put("user", decode(parts[0]));
            if (parts.length == 2) {
                parameters.put("password", decode(parts[1]));
            }
        }
        for (String pair : query == null ? new String[0] : query.split("&")) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                parameters.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            // Its message repeats what it was to decode, which may be a password.
            throw new IllegalArgumentException("must write % as %25");
        }
    }

    /** Where to, without how: a password may be among the parameters. */
    @Override
    public String toString() {
        return hosts + "/" + database.orElse("");
    }

    private static IllegalArgumentException malformed(String setting, String url) {
        return new IllegalArgumentException(setting + " must be jdbc:postgresql://host:port/database?parameters"
                + " or jdbc:pgsql://host:port/database?parameters: " + ShownUrl.of(url));
    }
}
