package io.github.pgqueue.spi;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of a JDBC URL a message or a {@code toString} may show. */
public final class ShownUrl {

    private static final Pattern SCHEME = Pattern.compile("(jdbc:)?[a-z0-9+-]*://");

    /** With what parameters begin, also as other databases have it. */
    private static final Pattern PARAMETERS = Pattern.compile("(?s)[?;&#].*");

    private ShownUrl() {}

    /**
     * A URL without what may be a password: its parameters, and what stands before the host. Where a
     * character of a password could be taken for what ends it, only the scheme is left.
     *
     * @param url whatever a user took for a URL
     * @return such as {@code jdbc:postgresql://...@localhost/app?...}
     */
    public static String of(String url) {
        Matcher scheme = SCHEME.matcher(url);
        String shown = scheme.lookingAt() ? scheme.group() : "";
        String rest = url.substring(shown.length());
        int at = rest.lastIndexOf('@');
        if (at >= 0 && PARAMETERS.matcher(rest.substring(0, at)).find()) {
            return shown + "...";
        }
        String credentials = at >= 0 ? "...@" : "";
        return shown + credentials + PARAMETERS.matcher(rest.substring(at + 1)).replaceFirst("?...");
    }
}
