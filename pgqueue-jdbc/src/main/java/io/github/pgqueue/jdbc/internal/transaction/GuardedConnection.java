package io.github.pgqueue.jdbc.internal.transaction;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Wrapper;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a handler sees of the connection that its job is ended through: all but what would end the transaction.
 * Thread-safe as far as the connection is.
 *
 * <p>It keeps mistakes off, not malice: {@link Wrapper#unwrap} gives the driver's own types, such as the one
 * for COPY, a statement knows the connection behind this one, and COMMIT can be written in SQL. Who ends the
 * transaction by such a way is found out by its mark before the job is ended.
 */
final class GuardedConnection implements InvocationHandler {

    private static final Set<String> NOT_THE_HANDLERS = Set.of("commit", "setAutoCommit", "close", "abort");
    private static final String NO_TRANSACTION = "25000";
    private static final String NO_CONNECTION = "08003";

    private final Connection connection;
    private final Connection proxy;
    private volatile boolean ended;
    private volatile boolean hasOtherSchema;

    GuardedConnection(Connection connection) {
        this.connection = connection;
        ClassLoader loader = GuardedConnection.class.getClassLoader();
        this.proxy = (Connection) Proxy.newProxyInstance(loader, new Class<?>[] {Connection.class}, this);
    }

    Connection proxy() {
        return proxy;
    }

    /** Whether {@link Connection#setSchema} was called. */
    boolean hasOtherSchema() {
        return hasOtherSchema;
    }

    /** From now on nothing can be done through it. */
    void end() {
        ended = true;
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(self, method, arguments);
        }
        if (ended) {
            return afterTheEnd(method);
        }
        if (isRefused(method)) {
            throw new SQLException(
                    method.getName() + " is not the handler's to call: the transaction ends with the job",
                    NO_TRANSACTION);
        }
        if (method.getDeclaringClass() == Wrapper.class && isOwn(self, arguments)) {
            return method.getName().equals("unwrap") ? self : Boolean.TRUE;
        }
        hasOtherSchema |= method.getName().equals("setSchema");
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    private static boolean isRefused(Method method) {
        return NOT_THE_HANDLERS.contains(method.getName())
                || method.getName().equals("rollback") && method.getParameterCount() == 0;
    }

    private static boolean isOwn(Object self, @Nullable Object @Nullable [] arguments) {
        return arguments != null && arguments[0] instanceof Class<?> type && type.isInstance(self);
    }

    private static Object afterTheEnd(Method method) throws SQLException {
        if (method.getName().equals("isClosed")) {
            return Boolean.TRUE;
        }
        throw new SQLException(
                "the transaction has ended, and its connection is not to be used any more", NO_CONNECTION);
    }

    private Object ofObject(Object self, Method method, @Nullable Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && arguments[0] == self;
            case "hashCode" -> System.identityHashCode(self);
            default -> "Connection[in the transaction of a job" + (ended ? ", ended]" : "]");
        };
    }
}
