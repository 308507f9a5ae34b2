/**
 * PostgreSQL for tests: {@link io.github.pgqueue.testkit.database.TestDatabases} starts one server for
 * a JVM, or uses one that runs, and hands out fresh databases.
 */
@NullMarked
package io.github.pgqueue.testkit.database;

import org.jspecify.annotations.NullMarked;
