/**
 * From the commit of a job to its handler in another process: a queue, and the floor that nobody could pass. Knows
 * workers and their processes, the contenders' statements, and how a measurement is made.
 */
@NullMarked
package io.github.pgqueue.benchmarks.pickup;

import org.jspecify.annotations.NullMarked;
