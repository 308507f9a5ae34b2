/**
 * Jobs that take no time, held by the store for a moment rather than claimed. Knows {@code claim}, {@code job} and
 * {@code threads}.
 */
@NullMarked
package io.github.pgqueue.internal.hold;

import org.jspecify.annotations.NullMarked;
