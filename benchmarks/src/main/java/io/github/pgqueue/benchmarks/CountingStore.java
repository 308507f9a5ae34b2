package io.github.pgqueue.benchmarks;

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

/** A backend's store that counts what it is asked, each a statement. Thread-safe. */
final class CountingStore implements QueueStoreProvider {

    private final QueueStoreProvider inner;
    private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();

    CountingStore(String backend) {
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
                CountingStore.class.getClassLoader(),
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

    /** Of all kinds that a job costs: settling and claiming, and telling others. */
    long statements() {
        return calls("exchange") + calls("ring");
    }

    long calls(String method) {
        LongAdder count = calls.get(method);
        return count == null ? 0 : count.sum();
    }
}
