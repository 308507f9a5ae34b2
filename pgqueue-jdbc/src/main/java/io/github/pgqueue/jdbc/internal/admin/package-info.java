/**
 * What operators do: list, retry, cancel and discard many jobs, stop queues, prune. Knows {@code key}, {@code
 * retention}, {@code row}, {@code connect} and {@code text}. Not for use from elsewhere.
 */
@NullMarked
package io.github.pgqueue.jdbc.internal.admin;

import org.jspecify.annotations.NullMarked;
