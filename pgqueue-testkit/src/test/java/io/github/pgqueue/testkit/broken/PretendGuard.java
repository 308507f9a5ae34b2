package io.github.pgqueue.testkit.broken;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a handler sees of a pretended connection: all but what would end its transaction.
 *
 * @param session the connection
 */
record PretendGuard(PretendSession session) implements InvocationHandler {

    private static final Set<String> NOT_THE_HANDLERS = Set.of("commit", "setAutoCommit", "close");

    static Connection around(PretendSession session) {
        return PretendSession.proxy(Connection.class, new PretendGuard(session));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws SQLException {
        boolean rollsAllBack = method.getName().equals("rollback") && args == null;
        if (rollsAllBack || NOT_THE_HANDLERS.contains(method.getName())) {
            throw new SQLException(method.getName() + " is not the handler's to call");
        }
        return session.invoke(proxy, method, args);
    }
}
