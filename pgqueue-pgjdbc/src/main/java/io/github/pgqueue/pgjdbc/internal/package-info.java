/** The parts of the backend. Not for use from elsewhere. */
@NullMarked
package io.github.pgqueue.pgjdbc.internal;

import org.jspecify.annotations.NullMarked;
