/** A process that pushes jobs, may do some besides, and may be killed at it. */
@NullMarked
package io.github.pgqueue.chaos.pusher;

import org.jspecify.annotations.NullMarked;
