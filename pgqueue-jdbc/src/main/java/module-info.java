/**
 * The jobs table and the store over any JDBC {@code DataSource}, for backends to build on.
 */
module io.github.pgqueue.jdbc {
    requires transitive io.github.pgqueue;
    requires transitive org.jdbi.v3.core;
    // JDBI needs it and, having no descriptor, cannot say so.
    requires io.leangen.geantyref;
    requires com.zaxxer.hikari;
    requires tools.jackson.core;
    requires static org.jspecify;

    exports io.github.pgqueue.jdbc;
}
