/** The parts of the store. Not for use from elsewhere. */
@NullMarked
package io.github.pgqueue.jdbc.internal;

import org.jspecify.annotations.NullMarked;
