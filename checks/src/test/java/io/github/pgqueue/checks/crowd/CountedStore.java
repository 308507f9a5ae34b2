package io.github.pgqueue.checks.crowd;

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

/** A backend's store that counts what it is asked. Thread-safe. */
final class CountedStore implements QueueStoreProvider {

    private final QueueStoreProvider inner;
    private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();

    CountedStore(String backend) {
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

    private Object call(QueueStore store, Method method, Object... arguments) throws Throwable {
        calls.computeIfAbsent(method.getName(), name -> new LongAdder()).increment();
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    long calls(String method) {
        LongAdder count = calls.get(method);
        return count == null ? 0 : count.sum();
    }
}
