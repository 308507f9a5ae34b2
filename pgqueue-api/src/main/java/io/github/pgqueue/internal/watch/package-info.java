/**
 * Says when a subscription looks into the table: of rings, of times that are due, and of what other nodes do. Knows
 * {@code threads}.
 */
@NullMarked
package io.github.pgqueue.internal.watch;

import org.jspecify.annotations.NullMarked;
