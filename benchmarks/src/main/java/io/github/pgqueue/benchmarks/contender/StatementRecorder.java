package io.github.pgqueue.benchmarks.contender;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Remembers what is executed on connections of a pool. Thread-safe. */
final class StatementRecorder {

    private final List<RecordedStatement> executed = new CopyOnWriteArrayList<>();

    /** The same pool, but for that. */
    DataSource over(DataSource pool) {
        return proxy(DataSource.class, (method, arguments) -> {
            Object result = call(pool, method, arguments);
            return result instanceof Connection connection ? recorded(connection) : result;
        });
    }

    private Connection recorded(Connection connection) {
        return proxy(Connection.class, (method, arguments) -> {
            Object result = call(connection, method, arguments);
            return result instanceof PreparedStatement statement && arguments != null
                    ? recorded(statement, (String) arguments[0])
                    : result;
        });
    }

    private PreparedStatement recorded(PreparedStatement statement, String sql) {
        List<RecordedStatement.Setting> settings = new ArrayList<>();
        return proxy(PreparedStatement.class, (method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                executed.add(new RecordedStatement(sql, settings));
            } else if (arguments != null
                    && arguments.length > 1
                    && method.getName().startsWith("set")) {
                settings.add(new RecordedStatement.Setting(method, arguments));
            }
            return call(statement, method, arguments);
        });
    }

    /** In the order in which they were. */
    List<RecordedStatement> executed() {
        return List.copyOf(executed);
    }

    /** What a call to a proxy does. */
    @FunctionalInterface
    private interface Call {
        @Nullable
        Object run(Method method, @Nullable Object @Nullable [] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        InvocationHandler handler = (proxy, method, arguments) -> call.run(method, arguments);
        return type.cast(
                Proxy.newProxyInstance(StatementRecorder.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }
}
