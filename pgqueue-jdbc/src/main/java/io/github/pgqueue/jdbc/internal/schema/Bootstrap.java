package io.github.pgqueue.jdbc.internal.schema;

import io.github.pgqueue.StoreException;
import io.github.pgqueue.TableName;
import io.github.pgqueue.jdbc.internal.connect.Database;
import io.github.pgqueue.jdbc.internal.connect.RefusedException;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Handle;

/**
 * Makes or upgrades the table.
 *
 * <pre>
 *   neither table nor versions ──▶ made
 *   versions without the table ──▶ made anew
 *   table without versions     ──▶ refused: somebody else's
 *   version older than ours    ──▶ upgraded
 *   version is ours            ──▶ left alone
 *   version newer than ours    ──▶ refused
 * </pre>
 */
public final class Bootstrap {

    private static final int NONE = 0;

    private final TableName table;
    private final Schema schema;
    private final Database database;

    /**
     * For one table.
     *
     * @param table its name
     * @param database where it is
     */
    public Bootstrap(TableName table, Database database) {
        this(table, new Schema(table), database);
    }

    Bootstrap(TableName table, Schema schema, Database database) {
        this.table = table;
        this.schema = schema;
        this.database = database;
    }

    /** Looks first without a lock, so that all but the first call cost two small reads. */
    public void run() {
        String attempt = "make or upgrade table " + table;
        if (database.statement(attempt, this::version) < schema.latest()) {
            database.transaction(attempt, this::upgrade);
        }
    }

    private int upgrade(Handle handle) {
        execute(handle, schema.lock());
        int version = version(handle);
        if (version < schema.latest()) {
            schema.upgradeFrom(version).forEach(statement -> execute(handle, statement));
        }
        return schema.latest();
    }

    private int version(Handle handle) {
        boolean[] found = handle.createQuery(schema.probe())
                .map((row, context) -> new boolean[] {row.getBoolean("jobs"), row.getBoolean("versions")})
                .one();
        boolean jobs = found[0];
        boolean versions = found[1];
        if (!jobs) {
            return NONE;
        }
        if (!versions) {
            throw new StoreException(
                    "could not make table " + table + ": there is a table of this name that pgqueue did not make;"
                            + " nothing was changed. Choose another with .table(\"...\") in the config",
                    null,
                    false);
        }
        return refuseNewer(handle.createQuery(schema.version())
                .map((row, context) -> row.getInt("version"))
                .one());
    }

    private int refuseNewer(int version) {
        if (version > schema.latest()) {
            throw new StoreException(
                    "table " + table + " has version " + version + ", made by a newer pgqueue than this one,"
                            + " which knows versions up to " + schema.latest()
                            + "; nothing was changed. Upgrade pgqueue",
                    null,
                    false);
        }
        return version;
    }

    /** Past JDBI, which would look for parameters in the function's body. */
    private static void execute(Handle handle, String sql) {
        try (Statement statement = handle.getConnection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException refused) {
            throw new RefusedException(refused);
        }
    }
}
