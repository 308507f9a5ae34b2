package io.github.pgqueue.testkit.store;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.QueueStoreProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A backend's store that counts what it is asked, which is a statement or a few each. To be given to {@link
 * PgQueuesConfig.Builder#store(QueueStoreProvider)}, to one configuration or to several. Thread-safe.
 */
public final class CountedStore implements QueueStoreProvider {

    private final QueueStoreProvider inner;
    private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();

    /**
     * Opens nothing yet.
     *
     * @param backend the name of the backend, which must be on the class path
     * @throws java.util.NoSuchElementException if it is not
     */
    public CountedStore(String backend) {
        inner = ServiceLoader.load(QueueStoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals(backend))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public QueueStore open(PgQueuesConfig config) {
        QueueStore store = inner.open(config);
        return (QueueStore) Proxy.newProxyInstance(
                CountedStore.class.getClassLoader(),
                new Class<?>[] {QueueStore.class},
                (proxy, method, arguments) -> call(store, method, arguments));
    }

    private @Nullable Object call(QueueStore store, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        calls.computeIfAbsent(method.getName(), name -> new LongAdder()).increment();
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    /**
     * How often it was asked, by all who were given it.
     *
     * @param method the name of a method of {@link QueueStore}
     * @return the number of calls so far
     */
    public long calls(String method) {
        LongAdder count = calls.get(method);
        return count == null ? 0 : count.sum();
    }
}
