/**
 * The node, its queues, and what users call: puts all the other rooms together, and is known by none of them.
 */
@NullMarked
package io.github.pgqueue.internal.node;

import org.jspecify.annotations.NullMarked;
