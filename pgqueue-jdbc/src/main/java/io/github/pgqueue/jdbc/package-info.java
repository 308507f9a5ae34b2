/**
 * The jobs table, its SQL and the store over any JDBC {@code DataSource}: what the two backends share.
 *
 * <p>Applications need nothing of it; a backend opens a {@link io.github.pgqueue.jdbc.JdbcQueueStore} and
 * asks {@link io.github.pgqueue.jdbc.ListenAddress} where its listener should connect.
 */
@NullMarked
package io.github.pgqueue.jdbc;

import org.jspecify.annotations.NullMarked;
