/** What is done, by whom, and which figures are compared. */
@NullMarked
package io.github.pgqueue.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
