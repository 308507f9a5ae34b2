package io.github.pgqueue.jdbc;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.ShownUrl;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * Where a listener connects to: a connection of its own, never one of a pool, which would recycle it.
 *
 * <p>In this order: the config's listen URL; its URL; what the config's data source tells about itself,
 * if it is a HikariCP pool (also behind wrappers) or a driver's own data source.
 */
public sealed interface ListenAddress {

    /**
     * An address.
     *
     * @param setting the setting that it comes from, for messages
     * @param url the JDBC URL
     * @param user the role to log in as, where it is not said by the URL
     * @param password its password, where it is not said by the URL
     * @param properties more of the driver's properties
     */
    record Url(String setting, String url, Optional<String> user, Optional<String> password, Properties properties)
            implements ListenAddress {

        /** Names the address, without password, parameters and properties. */
        @Override
        public String toString() {
            return setting + " " + ShownUrl.of(url);
        }
    }

    /**
     * A driver's own data source, which makes a connection for each call.
     *
     * @param dataSource a data source that the asking backend knows not to be a pool
     * @param user the role to log in as, where the data source does not say it
     * @param password its password, where the data source does not say it
     */
    record Source(DataSource dataSource, Optional<String> user, Optional<String> password) implements ListenAddress {

        /** Names the data source's class. */
        @Override
        public String toString() {
            return "dataSource " + dataSource.getClass().getName();
        }
    }

    /**
     * The address for a config. Does not connect. To be asked for each connection, as passwords change.
     *
     * @param config the settings
     * @param isDrivers tells the backend's own data sources, those that make a connection for each call,
     *     from all others
     * @return the address
     * @throws IllegalArgumentException if there is none; the message says what mends it
     */
    static ListenAddress of(PgQueuesConfig config, Predicate<DataSource> isDrivers) {
        Optional<String> user = config.user();
        Optional<String> password = config.password();
        if (config.listenUrl().isPresent()) {
            return new Url("listenUrl", config.listenUrl().get(), user, password, new Properties());
        }
        if (config.url().isPresent()) {
            return new Url("url", config.url().get(), user, password, new Properties());
        }
        return DataSourceAddress.of(config.dataSource(), isDrivers);
    }
}
