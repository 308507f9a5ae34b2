/** The backend on PostgreSQL's own JDBC driver, named {@code pgjdbc}. */
@NullMarked
package io.github.pgqueue.pgjdbc;

import org.jspecify.annotations.NullMarked;
