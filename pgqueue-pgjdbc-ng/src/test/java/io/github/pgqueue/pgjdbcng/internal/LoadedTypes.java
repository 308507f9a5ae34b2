package io.github.pgqueue.pgjdbcng.internal;

import com.impossibl.postgres.system.ServerConnectionInfo;
import com.impossibl.postgres.types.SharedRegistry;
import com.impossibl.postgres.types.Type;
import io.github.pgqueue.jdbc.DatabaseUrl;
import io.github.pgqueue.testkit.database.TestDatabase;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The types of users that the driver knows of databases.
 *
 * <p>It reads those that are there with its first connection to a database. One that is made later it reads when a
 * statement first has it, and meanwhile keeps all connections to the database from whatever needs a type: if the answer
 * is lost, for the minute after which it gives up, whatever the connection's own limit. So no statement of this project
 * may have one, though columns of its tables do.
 */
public final class LoadedTypes {

    /** PostgreSQL's own objects have lower numbers. */
    private static final int FIRST_OF_USERS = 16384;

    private LoadedTypes() {}

    /**
     * Their names, of all databases of a server that this JVM has ever connected to straight.
     *
     * @param one of its databases
     */
    public static Set<String> ofServer(TestDatabase one) throws ReflectiveOperationException {
        int port = DatabaseUrl.parse("url", one.url()).hosts().get(0).port();
        Map<?, ?> registries = (Map<?, ?>) read("sharedRegistries", null);
        Set<String> names = new TreeSet<>();
        // As the driver does it: other tests may connect meanwhile.
        synchronized (registries) {
            for (Map.Entry<?, ?> each : registries.entrySet()) {
                InetSocketAddress address = (InetSocketAddress) ((ServerConnectionInfo) each.getKey()).getHost();
                if (address.getPort() == port) {
                    names.addAll(ofUsers(each.getValue()));
                }
            }
        }
        return names;
    }

    private static Set<String> ofUsers(Object registry) throws ReflectiveOperationException {
        Lock lock = ((ReadWriteLock) read("lock", registry)).readLock();
        lock.lock();
        try {
            return ((Map<?, ?>) read("oidMap", registry))
                    .values().stream()
                            .map(Type.class::cast)
                            .filter(type -> type.getOid() >= FIRST_OF_USERS)
                            .map(Type::getName)
                            .collect(Collectors.toSet());
        } finally {
            lock.unlock();
        }
    }

    private static Object read(String name, @Nullable Object from) throws ReflectiveOperationException {
        Field field = SharedRegistry.class.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(from);
    }
}
