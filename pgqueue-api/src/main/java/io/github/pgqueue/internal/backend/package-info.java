/** Finds the backends that a config means, and says what is wrong if it cannot. Knows no other room. */
@NullMarked
package io.github.pgqueue.internal.backend;

import org.jspecify.annotations.NullMarked;
