/**
 * The listener on the Vert.x PostgreSQL client, named {@code vertx}. It keeps no jobs.
 */
module io.github.pgqueue.vertx {
    requires transitive io.github.pgqueue;
    requires io.github.pgqueue.jdbc;
    requires java.sql;
    requires io.vertx.core;
    requires io.vertx.sql.client;
    requires io.vertx.sql.client.pg;
    // The client needs it to log in by SCRAM, and requires it only for its own compiler.
    requires com.ongres.scram.client;
    requires static org.jspecify;

    exports io.github.pgqueue.vertx;

    provides io.github.pgqueue.spi.ListenerProvider with
            io.github.pgqueue.vertx.VertxListenerProvider;
}
