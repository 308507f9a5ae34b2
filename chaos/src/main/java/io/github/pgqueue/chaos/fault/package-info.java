/** What can happen to a node's connections and to its server, each brought about for real. */
@NullMarked
package io.github.pgqueue.chaos.fault;

import org.jspecify.annotations.NullMarked;
