/**
 * The backend on PostgreSQL's own JDBC driver, named {@code pgjdbc}.
 */
module io.github.pgqueue.pgjdbc {
    requires transitive io.github.pgqueue;
    requires io.github.pgqueue.jdbc;
    requires org.postgresql.jdbc;
    requires static org.checkerframework.checker.qual;
    requires static org.jspecify;

    exports io.github.pgqueue.pgjdbc;
    // The driver makes a class of it by its name.
    exports io.github.pgqueue.pgjdbc.internal to
            org.postgresql.jdbc;

    provides io.github.pgqueue.spi.QueueStoreProvider with
            io.github.pgqueue.pgjdbc.PgjdbcStoreProvider;
    provides io.github.pgqueue.spi.ListenerProvider with
            io.github.pgqueue.pgjdbc.PgjdbcListenerProvider;
}
