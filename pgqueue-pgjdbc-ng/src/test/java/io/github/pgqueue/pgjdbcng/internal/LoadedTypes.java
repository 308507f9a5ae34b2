package io.github.pgqueue.pgjdbcng.internal;

import com.impossibl.postgres.types.SharedRegistry;
import com.impossibl.postgres.types.Type;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The types of pgqueue's tables that the driver knows of databases.
 *
 * <p>It reads those that are there with its first connection to a database. One that is made later it reads when a
 * statement first has it, and meanwhile keeps all connections to the database from whatever needs a type: if the answer
 * is lost, for the minute after which it gives up, whatever the connection's own limit. So no statement of this project
 * may have one, though columns of its tables do.
 */
public final class LoadedTypes {

    /** PostgreSQL's own objects have lower numbers. */
    private static final int FIRST_OF_USERS = 16384;

    /** What a table has; where the driver found a table, it knows all of these. */
    private static final List<String> OF_A_TABLE =
            List.of("_attempt_type", "_node_type", "_status_type", "_updated_at_type");

    private LoadedTypes() {}

    /** The names of those that this JVM had to read one by one, of all databases that it has ever connected to. */
    public static Set<String> readSingly() throws ReflectiveOperationException {
        Map<?, ?> registries = (Map<?, ?>) read("sharedRegistries", null);
        Set<String> singly = new TreeSet<>();
        // As the driver does it: other tests may connect meanwhile.
        synchronized (registries) {
            for (Object registry : registries.values()) {
                Set<String> names = ofUsers(registry);
                boolean foundTable =
                        OF_A_TABLE.stream().allMatch(end -> names.stream().anyMatch(name -> name.endsWith(end)));
                if (!foundTable) {
                    singly.addAll(names);
                }
            }
        }
        return singly;
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
