/** A worker of pgqueue's in a JVM of its own, by whichever backend, or the old way. Knows processes and the server. */
@NullMarked
package io.github.pgqueue.benchmarks.worker;

import org.jspecify.annotations.NullMarked;
