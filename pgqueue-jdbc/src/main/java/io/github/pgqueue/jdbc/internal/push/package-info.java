/**
 * Adds jobs. Knows {@code group}, {@code key}, {@code row}, {@code schema}, {@code connect} and {@code text}. Not
 * for use from elsewhere.
 */
@NullMarked
package io.github.pgqueue.jdbc.internal.push;

import org.jspecify.annotations.NullMarked;
