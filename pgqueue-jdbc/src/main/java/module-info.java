/**
 * The jobs table and the store over any JDBC {@code DataSource}, for backends to build on.
 */
module io.github.pgqueue.jdbc {
    requires transitive io.github.pgqueue;
    requires org.jdbi.v3.core;
    // JDBI needs it and, having no descriptor, cannot say so.
    requires io.leangen.geantyref;
    requires com.zaxxer.hikari;
    requires static org.jspecify;

    exports io.github.pgqueue.jdbc;
}
