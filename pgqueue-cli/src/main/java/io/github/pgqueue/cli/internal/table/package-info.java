/**
 * The table and its queues as a whole: {@code bootstrap}, {@code stats}, {@code pause}, {@code resume} and
 * {@code prune}. Knows what is shared.
 */
@NullMarked
package io.github.pgqueue.cli.internal.table;

import org.jspecify.annotations.NullMarked;
