/**
 * The topics about stores: the rules S, asked of a store itself without an engine. Each can be run alone.
 */
@NullMarked
package io.github.pgqueue.testkit.contract.store;

import org.jspecify.annotations.NullMarked;
