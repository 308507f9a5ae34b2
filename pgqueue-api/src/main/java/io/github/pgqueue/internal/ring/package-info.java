/**
 * Tells other processes of jobs, and hears what they tell; has it proven that rings arrive. Knows {@code threads}.
 */
@NullMarked
package io.github.pgqueue.internal.ring;

import org.jspecify.annotations.NullMarked;
