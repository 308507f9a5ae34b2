/** Jobs are added, and perhaps awaited: {@code push}. Knows what is shared. */
@NullMarked
package io.github.pgqueue.cli.internal.push;

import org.jspecify.annotations.NullMarked;
