/** JVMs of their own, and what they report to the one that measures. Knows the server that they are told of. */
@NullMarked
package io.github.pgqueue.benchmarks.process;

import org.jspecify.annotations.NullMarked;
