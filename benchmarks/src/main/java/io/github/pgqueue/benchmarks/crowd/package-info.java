/** pgqueue's table beside millions of other rows. Knows the server. */
@NullMarked
package io.github.pgqueue.benchmarks.crowd;

import org.jspecify.annotations.NullMarked;
