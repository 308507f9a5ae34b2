/**
 * Holds jobs by locks for moments, where a claim would write each row twice. Knows {@code retention}, {@code
 * row}, {@code schema}, {@code connect} and {@code text}. Not for use from elsewhere.
 */
@NullMarked
package io.github.pgqueue.jdbc.internal.hold;

import org.jspecify.annotations.NullMarked;
