/**
 * The benchmarks that JMH runs, in rounds of our own, and their tables. Knows workers and their processes, and the
 * server.
 */
@NullMarked
package io.github.pgqueue.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
