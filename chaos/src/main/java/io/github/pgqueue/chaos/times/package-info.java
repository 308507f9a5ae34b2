/** How long it takes until a fault is noticed, and until jobs run again. */
@NullMarked
package io.github.pgqueue.chaos.times;

import org.jspecify.annotations.NullMarked;
