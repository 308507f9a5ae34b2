/**
 * Settles and claims by exchanges, takes claims back whose answer was lost, and looks where something waits.
 * Knows {@code retention}, {@code row}, {@code schema}, {@code connect} and {@code text}. Not for use from
 * elsewhere.
 */
@NullMarked
package io.github.pgqueue.jdbc.internal.claim;

import org.jspecify.annotations.NullMarked;
