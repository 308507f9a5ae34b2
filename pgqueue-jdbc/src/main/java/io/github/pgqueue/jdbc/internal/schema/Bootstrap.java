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
        if (database.statement(attempt, this::versionAtAGlance) < schema.latest()) {
            database.transaction(attempt, this::upgrade);
        }
    }

    private int upgrade(Handle handle) {
        // Whatever the connection comes with: what was committed while this waits for the lock is to be seen.
        execute(handle, "set transaction isolation level read committed");
        execute(handle, schema.lock());
        int version = version(handle);
        if (version < schema.latest()) {
            schema.upgradeFrom(version).forEach(statement -> execute(handle, statement));
        }
        return schema.latest();
    }

    /**
     * Refuses no table without versions: names are looked up as they are, and rows seen as they were when the statement
     * began, so that of what another commits in between only half is there.
     */
    private int versionAtAGlance(Handle handle) {
        Probe probe = probe(handle);
        return probe.jobs && probe.versions ? readVersion(handle) : NONE;
    }

    private int version(Handle handle) {
        Probe probe = probe(handle);
        if (probe.jobs && !probe.versions) {
            throw new StoreException(
                    "could not make table " + table + ": there is a table of this name that pgqueue did not make;"
                            + " nothing was changed. Choose another with .table(\"...\") in the config",
                    null,
                    false);
        }
        return probe.jobs ? readVersion(handle) : NONE;
    }

    private Probe probe(Handle handle) {
        return handle.createQuery(schema.probe())
                .map((row, context) -> new Probe(row.getBoolean("jobs"), row.getBoolean("versions")))
                .one();
    }

    private int readVersion(Handle handle) {
        return refuseNewer(handle.createQuery(schema.version())
                .map((row, context) -> row.getInt("version"))
                .one());
    }

    /** What there is. */
    private record Probe(boolean jobs, boolean versions) {}

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
