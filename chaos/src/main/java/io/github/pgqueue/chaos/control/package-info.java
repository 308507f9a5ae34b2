/** The process that starts all others, does the harm, and keeps the books. */
@NullMarked
package io.github.pgqueue.chaos.control;

import org.jspecify.annotations.NullMarked;
