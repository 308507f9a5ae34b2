/**
 * The topics about delivery: the rules D, which {@link io.github.pgqueue.PgQueues} keeps on top of a store and a
 * listener. Each can be run alone. Between engine and store stands a probe.
 */
@NullMarked
package io.github.pgqueue.testkit.contract.delivery;

import org.jspecify.annotations.NullMarked;
