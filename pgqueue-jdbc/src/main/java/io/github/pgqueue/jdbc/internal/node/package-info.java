/**
 * Who is alive, what becomes of the jobs of those who are not, and rings. Knows {@code row}, {@code connect} and
 * {@code text}. Not for use from elsewhere.
 */
@NullMarked
package io.github.pgqueue.jdbc.internal.node;

import org.jspecify.annotations.NullMarked;
