package io.github.pgqueue.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A data source whose connections run something before each commit, and something after it. */
final class CommitTrap {

    /** What may happen in between. */
    @FunctionalInterface
    interface Trap {
        void spring() throws SQLException;
    }

    private CommitTrap() {}

    static DataSource over(DataSource source, Trap before, Trap after) {
        return proxy(DataSource.class, source, (self, method, arguments) -> {
            Object result = call(source, method, arguments);
            return result instanceof Connection connection ? trapped(connection, before, after) : result;
        });
    }

    private static Connection trapped(Connection connection, Trap before, Trap after) {
        return proxy(Connection.class, connection, (self, method, arguments) -> {
            if (!method.getName().equals("commit")) {
                return call(connection, method, arguments);
            }
            before.spring();
            call(connection, method, arguments);
            after.spring();
            return null;
        });
    }

    private static <T> T proxy(Class<T> type, T target, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(target.getClass().getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }
}
