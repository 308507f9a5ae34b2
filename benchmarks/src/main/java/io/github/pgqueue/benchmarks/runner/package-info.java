/**
 * Runs scenarios, round for round, each in JVMs of its own, and tells what they found. Knows scenarios and reports;
 * only {@code ./pgqueue bench} knows it.
 */
@NullMarked
package io.github.pgqueue.benchmarks.runner;

import org.jspecify.annotations.NullMarked;
