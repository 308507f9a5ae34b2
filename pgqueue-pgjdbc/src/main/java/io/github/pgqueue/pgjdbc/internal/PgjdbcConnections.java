package io.github.pgqueue.pgjdbc.internal;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.jdbc.ListenAddress;
import io.github.pgqueue.spi.ShownUrl;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** Makes the driver's data sources, with what a URL leaves open set to what a queue needs. */
public final class PgjdbcConnections {

    /**
     * What the driver is shown. It would take a password before the host for a part of the host's name, and
     * tell that one in its messages; and it would log a URL that it cannot read, whatever stands in it.
     */
    private static final Pattern READABLE =
            Pattern.compile("(?s)jdbc:postgresql:(?!.*%(?![0-9a-fA-F]{2}))(//[^/?@]*/|(?!//))[^?@]*([?].*)?");

    /** A server that says nothing for so long is gone. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(60);

    /** What every connection wants. A server's detail can quote a row, so it stays out of messages. */
    private static final Map<PGProperty, String> USUAL =
            Map.of(PGProperty.TCP_KEEP_ALIVE, "true", PGProperty.LOG_SERVER_ERROR_DETAIL, "false");

    private PgjdbcConnections() {}

    /**
     * For the store's pool.
     *
     * @param config the settings
     * @return makes a connection for each call
     * @throws IllegalArgumentException if the config has no URL, or one that is not this driver's
     */
    public static DataSource forStatements(PgQueuesConfig config) {
        String url = config.url()
                .orElseThrow(() -> new IllegalArgumentException(
                        "url or dataSource must be set for backend pgjdbc to keep jobs: neither is"));
        ListenAddress.Url address =
                new ListenAddress.Url("url", url, config.user(), config.password(), new Properties());
        return of(address, config, "pgqueue", SOCKET_TIMEOUT);
    }

    /**
     * For a listener.
     *
     * @param config the settings
     * @return makes a connection of its own
     * @throws IllegalArgumentException if the config does not say where to connect, or not to this driver
     */
    public static Connector forListening(PgQueuesConfig config) {
        ListenAddress address = ListenAddress.of(config, PGSimpleDataSource.class::isInstance);
        if (address instanceof ListenAddress.Source source) {
            DataSource own = forListening((PGSimpleDataSource) source.dataSource(), config);
            String user = source.user().orElse(null);
            return user == null
                    ? own::getConnection
                    : () -> own.getConnection(user, source.password().orElse(""));
        }
        PGSimpleDataSource own = of((ListenAddress.Url) address, config, "pgqueue-listen", Duration.ZERO);
        PromptSockets.use(own);
        return own::getConnection;
    }

    private static PGSimpleDataSource of(
            ListenAddress.Url address, PgQueuesConfig config, String name, Duration socketTimeout) {
        String url = address.url();
        Properties said = READABLE.matcher(url).matches() ? Driver.parseURL(url, address.properties()) : null;
        if (said == null) {
            throw new IllegalArgumentException(
                    address.setting() + " must be of the form jdbc:postgresql://host:5432/database for backend pgjdbc,"
                            + " with user and password as credentials or parameters: " + ShownUrl.of(url));
        }
        PGSimpleDataSource source = PGProperty.SOCKET_TIMEOUT.isPresent(said)
                ? new PGSimpleDataSource()
                : new LoginDataSource(socketTimeout);
        setUnlessSaid(said, PGProperty.APPLICATION_NAME, name);
        USUAL.forEach((property, value) -> setUnlessSaid(said, property, value));
        LoginLimits.of(config.connectTimeout(), hosts(said))
                .forEach((property, value) -> setUnlessSaid(said, property, value));
        source.setUrl(url);
        for (PGProperty property : PGProperty.values()) {
            String value = said.getProperty(property.getName());
            if (value != null) {
                source.setProperty(property, value);
            }
        }
        address.user().ifPresent(source::setUser);
        address.password().ifPresent(source::setPassword);
        return source;
    }

    private static int hosts(Properties said) {
        return said.getProperty(PGProperty.PG_HOST.getName(), "").split(",").length;
    }

    private static void setUnlessSaid(Properties said, PGProperty property, String value) {
        if (said.getProperty(property.getName()) == null) {
            said.setProperty(property.getName(), value);
        }
    }

    /** A copy that gives up in time, of a data source that may wait for ever. */
    private static DataSource forListening(PGSimpleDataSource source, PgQueuesConfig config) {
        // A subclass may have reasons of its own, such as a password that changes.
        if (source.getClass() != PGSimpleDataSource.class) {
            return source;
        }
        try {
            PGSimpleDataSource copy = new PGSimpleDataSource();
            copy.initializeFrom(source);
            if (source.getLoginTimeout() <= 0) {
                copy.setLoginTimeout(LoginLimits.seconds(config.connectTimeout()));
            }
            PromptSockets.use(copy);
            return copy;
        } catch (IOException | ClassNotFoundException unlikely) {
            return source;
        }
    }
}
