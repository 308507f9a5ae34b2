/** Jobs are done: {@code work}. Knows what is shared. */
@NullMarked
package io.github.pgqueue.cli.internal.work;

import org.jspecify.annotations.NullMarked;
