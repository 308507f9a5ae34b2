package io.github.pgqueue.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import com.zaxxer.hikari.util.PropertyElf;
import com.zaxxer.hikari.util.UtilityElf;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Finds out where a user's data source connects to. */
final class DataSourceAddress {

    private static final String MEND =
            " Say where: .listenUrl(\"jdbc:postgresql://host:5432/database\"), or do without: .pollOnly()";

    private DataSourceAddress() {}

    static ListenAddress of(Optional<DataSource> given, Predicate<DataSource> isDrivers) {
        DataSource dataSource = given.orElseThrow(() -> new IllegalArgumentException(
                "listenUrl must be set, as the config has neither url nor dataSource for the listener." + MEND));
        if (isDrivers.test(dataSource)) {
            return new ListenAddress.Source(dataSource, Optional.empty(), Optional.empty());
        }
        HikariDataSource pool = unwrap(dataSource);
        if (pool == null) {
            throw unknown(dataSource);
        }
        return ofPool(pool, isDrivers);
    }

    private static ListenAddress ofPool(HikariDataSource pool, Predicate<DataSource> isDrivers) {
        Credentials credentials = pool.getCredentialsProvider() == null
                ? pool.getCredentials()
                : pool.getCredentialsProvider().getCredentials();
        Optional<String> user = Optional.ofNullable(credentials.getUsername());
        Optional<String> password = Optional.ofNullable(credentials.getPassword());
        DataSource inner = pool.getDataSource() == null ? instance(pool) : pool.getDataSource();
        if (inner != null) {
            if (!isDrivers.test(inner)) {
                throw unknown(inner);
            }
            return new ListenAddress.Source(inner, user, password);
        }
        String url = pool.getJdbcUrl();
        if (url == null) {
            throw unknown(pool);
        }
        return new ListenAddress.Url("dataSource", url, user, password, copy(pool.getDataSourceProperties()));
    }

    /** What the pool would make itself from a class name and properties. */
    private static @Nullable DataSource instance(HikariDataSource pool) {
        String name = pool.getDataSourceClassName();
        if (name == null) {
            return null;
        }
        try {
            DataSource made = UtilityElf.createInstance(name, DataSource.class);
            PropertyElf.setTargetFromProperties(made, pool.getDataSourceProperties());
            return made;
        } catch (RuntimeException unusable) {
            throw new IllegalArgumentException(
                    "dataSource must tell where the listener is to connect, but its dataSourceClassName " + name
                            + " could not be made." + MEND,
                    unusable);
        }
    }

    private static @Nullable HikariDataSource unwrap(DataSource dataSource) {
        if (dataSource instanceof HikariDataSource pool) {
            return pool;
        }
        try {
            return dataSource.isWrapperFor(HikariDataSource.class) ? dataSource.unwrap(HikariDataSource.class) : null;
        } catch (SQLException | RuntimeException none) {
            return null;
        }
    }

    private static Properties copy(Properties properties) {
        Properties copy = new Properties();
        copy.putAll(properties);
        return copy;
    }

    private static IllegalArgumentException unknown(DataSource dataSource) {
        return new IllegalArgumentException(
                "dataSource must be a HikariCP pool or the backend's own data source, as the"
                        + " listener needs a connection of its own that no pool recycles: "
                        + dataSource.getClass().getName() + "." + MEND);
    }
}
