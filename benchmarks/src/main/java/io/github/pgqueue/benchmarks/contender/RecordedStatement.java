package io.github.pgqueue.benchmarks.contender;

import java.lang.reflect.Method;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * A statement that was executed.
 *
 * @param sql its text
 * @param settings the calls by which its parameters were set
 */
record RecordedStatement(String sql, List<Setting> settings) {

    /** A call such as {@code setBytes(2, payload)}. */
    record Setting(Method method, Object[] arguments) {}

    RecordedStatement {
        settings = List.copyOf(settings);
    }

    /** Sets the same parameters of another one. */
    void bind(PreparedStatement statement) throws SQLException {
        try {
            for (Setting setting : settings) {
                setting.method().invoke(statement, setting.arguments());
            }
        } catch (ReflectiveOperationException e) {
            throw new SQLException("a parameter cannot be set: " + e.getCause(), e);
        }
    }

    @Override
    public String toString() {
        return sql;
    }
}
