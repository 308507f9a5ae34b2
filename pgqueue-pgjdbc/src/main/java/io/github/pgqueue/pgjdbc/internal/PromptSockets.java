package io.github.pgqueue.pgjdbc.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** Has connections made with {@link PromptSocket}s, where the user brings no sockets and the driver can make these. */
final class PromptSockets {

    private static final System.Logger LOG = System.getLogger(PromptSockets.class.getName());

    /** Where the driver looks for settings that hold for the whole application. */
    private static final String DRIVER_CONFIG = "org/postgresql/driverconfig.properties";

    private PromptSockets() {}

    /**
     * Names the factory to the driver.
     *
     * @param source with all that the user has set
     */
    static void use(PGSimpleDataSource source) {
        try {
            if (source.getProperty(PGProperty.SOCKET_FACTORY) == null
                    && source.getProperty(PGProperty.SOCKET_FACTORY_ARG) == null
                    && !isSetForAll()
                    && canBeMade()) {
                source.setProperty(PGProperty.SOCKET_FACTORY, PromptSocketFactory.class.getName());
            }
        } catch (IOException unreadable) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "the driver's sockets are used, which listen a millisecond late",
                    unreadable);
        }
    }

    /** What is named on a data source would win over it. */
    private static boolean isSetForAll() throws IOException {
        for (URL file : Collections.list(driver().getResources(DRIVER_CONFIG))) {
            Properties said = new Properties();
            try (InputStream in = file.openStream()) {
                said.load(in);
            }
            if (PGProperty.SOCKET_FACTORY.getOrDefault(said) != null) {
                return true;
            }
        }
        return false;
    }

    /** As the driver will: it need not see our classes, where it is loaded by itself. */
    private static boolean canBeMade() {
        try {
            return Class.forName(PromptSocketFactory.class.getName(), true, driver()) == PromptSocketFactory.class;
        } catch (ClassNotFoundException | LinkageError unseen) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "the driver's sockets are used, which listen a millisecond late",
                    unseen);
            return false;
        }
    }

    private static ClassLoader driver() {
        ClassLoader loader = Driver.class.getClassLoader();
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
    }
}
