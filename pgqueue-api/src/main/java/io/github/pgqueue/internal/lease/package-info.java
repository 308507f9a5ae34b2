/**
 * Keeps a node's lease, and looks after what all nodes have in common: jobs of nodes that are gone, cancelled ones, and
 * those that have been kept for long enough. Knows {@code ring}, whose proofs travel with beats, and {@code threads}.
 */
@NullMarked
package io.github.pgqueue.internal.lease;

import org.jspecify.annotations.NullMarked;
