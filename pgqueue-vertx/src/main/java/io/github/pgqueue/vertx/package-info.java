/**
 * A listener on the Vert.x PostgreSQL client, to be combined with a backend that keeps the jobs. Applications choose it
 * by its name: {@code .store("pgjdbc").listener("vertx")}.
 *
 * <p>It is for those who want to be called back, and by a driver that is maintained. Of the two clients that could do
 * it, this one and r2dbc-postgresql, it was taken as it brings no native code and no second reactive library along,
 * has a module descriptor, and runs on the Netty that is managed here.
 */
@NullMarked
package io.github.pgqueue.vertx;

import org.jspecify.annotations.NullMarked;
