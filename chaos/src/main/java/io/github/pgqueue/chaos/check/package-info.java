/** Looks for what must not have happened. */
@NullMarked
package io.github.pgqueue.chaos.check;

import org.jspecify.annotations.NullMarked;
