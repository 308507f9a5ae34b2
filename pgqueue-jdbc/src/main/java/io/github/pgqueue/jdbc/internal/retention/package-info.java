/**
 * Deletes jobs that have ended: at once, or when they have been kept long enough. Knows {@code connect} and
 * {@code text}. Not for use from elsewhere.
 */
@NullMarked
package io.github.pgqueue.jdbc.internal.retention;

import org.jspecify.annotations.NullMarked;
