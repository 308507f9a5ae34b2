/**
 * Brings jobs from the store to the workers of a subscription, turn by turn, until it is closed. Knows {@code watch},
 * {@code hold}, {@code claim}, {@code job}, {@code lease}, {@code observe} and {@code threads}.
 */
@NullMarked
package io.github.pgqueue.internal.dispatch;

import org.jspecify.annotations.NullMarked;
