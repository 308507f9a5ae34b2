/**
 * Jobs in transactions of others: pushed in the caller's, and handled in one with the handler's own work. Knows
 * {@code push}, {@code retention}, {@code connect} and {@code text}. Not for use from elsewhere.
 */
@NullMarked
package io.github.pgqueue.jdbc.internal.transaction;

import org.jspecify.annotations.NullMarked;
