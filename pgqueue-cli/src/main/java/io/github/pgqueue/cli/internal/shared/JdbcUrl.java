package io.github.pgqueue.cli.internal.shared;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A database's address, of which some parameters may be set anew.
 *
 * @param text such as {@code jdbc:postgresql://localhost:5432/app?user=me}
 */
public record JdbcUrl(String text) {

    /**
     * The same address with a parameter.
     *
     * @param name the parameter's name
     * @param value its value; {@code null} leaves the address as it is
     * @return a new address
     */
    public JdbcUrl with(String name, @Nullable String value) {
        if (value == null) {
            return this;
        }
        int mark = text.indexOf('?');
        String place = mark < 0 ? text : text.substring(0, mark);
        String kept = mark < 0 ? "" : without(name, text.substring(mark + 1));
        String added =
                name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        return new JdbcUrl(place + "?" + (kept.isEmpty() ? "" : kept + "&") + added);
    }

    private static String without(String name, String parameters) {
        return Arrays.stream(parameters.split("&"))
                .filter(parameter -> !parameter.equals(name) && !parameter.startsWith(name + "="))
                .collect(Collectors.joining("&"));
    }

    /**
     * Connects for plain SQL: by pgjdbc, whatever backend is in use. Gives up after 10 seconds, unless the address
     * has a {@code loginTimeout} of its own.
     *
     * @return an open connection
     * @throws IllegalArgumentException if this is no address of PostgreSQL's
     * @throws SQLException if there is no such server, or it lets nobody in
     */
    public Connection connect() throws SQLException {
        String address = text.replaceFirst("^jdbc:pgsql:", "jdbc:postgresql:");
        if (!address.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("url must be of the form jdbc:postgresql://host:5432/database: "
                    + text.replaceFirst("(?s)\\?.*", "?...").replaceFirst("//[^/]*@", "//...@"));
        }
        return DriverManager.getConnection(new JdbcUrl(address).impatient().text);
    }

    /** Behind some addresses nobody ever answers, and the driver would wait for ever. */
    JdbcUrl impatient() {
        return text.contains("loginTimeout=") ? this : with("loginTimeout", "10");
    }

    /**
     * Connects once, to see whether that can be done.
     *
     * @throws SQLException if it cannot
     */
    public void probe() throws SQLException {
        connect().close();
    }

    /** Tells nothing: the text may hold a password. */
    @Override
    public String toString() {
        return "JdbcUrl";
    }
}
