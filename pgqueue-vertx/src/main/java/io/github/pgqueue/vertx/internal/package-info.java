/** The parts of the listener. Not for use from elsewhere. */
@NullMarked
package io.github.pgqueue.vertx.internal;

import org.jspecify.annotations.NullMarked;
