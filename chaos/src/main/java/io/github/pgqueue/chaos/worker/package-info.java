/** A process that does jobs, and does not expect to live long. */
@NullMarked
package io.github.pgqueue.chaos.worker;

import org.jspecify.annotations.NullMarked;
