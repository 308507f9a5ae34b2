package io.github.pgqueue.pgjdbcng.internal;

import io.github.pgqueue.jdbc.DatabaseUrl.Host;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An {@link NgAddress} while its parameters are read. Not thread-safe. */
final class AddressDraft {

    /** Parameters of this kind keep their value to themselves, known or not. */
    private static final Pattern SECRET = Pattern.compile(".*(pass|pwd|secret|token|credential|arg$).*");

    private final String origin;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, String> session = new LinkedHashMap<>();
    private @Nullable Duration connectTimeout;
    private @Nullable Duration loginTimeout;
    private boolean primaryOnly;

    /**
     * A draft with nothing but a name.
     *
     * @param origin the setting that the URL stands in, for messages
     * @param applicationName until another is set
     */
    AddressDraft(String origin, String applicationName) {
        this.origin = origin;
        set(DriverSettings.APPLICATION_NAME, applicationName);
    }

    void set(String setting, String value) {
        settings.put(setting, value);
    }

    /** Returns the value that it has now. */
    String setIfAbsent(String setting, String value) {
        return settings.computeIfAbsent(setting, absent -> value);
    }

    void session(String name, String value) {
        session.put(name, value);
    }

    void connectTimeout(Duration limit) {
        connectTimeout = limit.isZero() ? null : limit;
    }

    void loginTimeout(Duration limit) {
        loginTimeout = limit.isZero() ? null : limit;
    }

    void primaryOnly(boolean only) {
        primaryOnly = only;
    }

    /** What to throw for a parameter that breaks a rule: it names all that is needed to mend it. */
    IllegalArgumentException refusal(String parameter, String value, String rule, String wayOut) {
        boolean secret = SECRET.matcher(parameter.toLowerCase(Locale.ROOT)).matches();
        return new IllegalArgumentException(origin + " parameter " + parameter + " " + rule + ": "
                + (secret ? "(its value is not shown)" : "'" + value + "'") + ". " + wayOut);
    }

    NgAddress toAddress(List<Host> hosts) {
        return new NgAddress(
                hosts,
                settings,
                session,
                Optional.ofNullable(connectTimeout),
                Optional.ofNullable(loginTimeout),
                primaryOnly);
    }
}
