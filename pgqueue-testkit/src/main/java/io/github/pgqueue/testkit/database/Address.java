package io.github.pgqueue.testkit.database;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a database is, in parts. Immutable.
 *
 * @param server {@code jdbc:postgresql://host:port/}
 * @param database the database
 * @param parameters {@code ?name=value...} without user and password, or nothing
 * @param user the role to log in as
 * @param password its password; may be empty
 */
record Address(String server, String database, String parameters, String user, String password) {

    private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/?]+/)([^?]*)(?:\\?(.*))?");

    /** An address as it is given in a system property. */
    static Address parse(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalStateException(TestDatabases.URL_PROPERTY
                    + " must be jdbc:postgresql://host:port/database, with ?user=..&password=.. where needed");
        }
        String user = System.getProperty("user.name", "postgres");
        String password = "";
        List<String> others = new ArrayList<>();
        for (String parameter :
                parts.group(3) == null ? new String[0] : parts.group(3).split("&")) {
            String value = URLDecoder.decode(parameter.replaceFirst("^[^=]*=?", ""), StandardCharsets.UTF_8);
            if (parameter.startsWith("user=")) {
                user = value;
            } else if (parameter.startsWith("password=")) {
                password = value;
            } else {
                others.add(parameter);
            }
        }
        String parameters = others.isEmpty() ? "" : "?" + String.join("&", others);
        String database = parts.group(2).isEmpty() ? user : parts.group(2);
        return new Address(parts.group(1), database, parameters, user, password);
    }

    String url() {
        return server + database + parameters;
    }

    Address withDatabase(String other) {
        return new Address(server, other, parameters, user, password);
    }

    /** The URL, without the password. */
    @Override
    public String toString() {
        return url();
    }
}
