/**
 * What a subscription takes from the store and owes it: how much it may claim, what is in hand, ends that are not yet
 * written, and claims whose answers were lost. Knows {@code job}, {@code observe} and {@code threads}.
 */
@NullMarked
package io.github.pgqueue.internal.claim;

import org.jspecify.annotations.NullMarked;
