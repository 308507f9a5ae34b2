/**
 * The server of a run, what is made on it for a trial, and the conditions that it measures under. Knows what is shared.
 */
@NullMarked
package io.github.pgqueue.benchmarks.server;

import org.jspecify.annotations.NullMarked;
