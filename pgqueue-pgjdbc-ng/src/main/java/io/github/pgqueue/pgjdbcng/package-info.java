/** The backend for the driver pgjdbc-ng. Applications choose it by its name, {@code pgjdbc-ng}. */
@NullMarked
package io.github.pgqueue.pgjdbcng;

import org.jspecify.annotations.NullMarked;
