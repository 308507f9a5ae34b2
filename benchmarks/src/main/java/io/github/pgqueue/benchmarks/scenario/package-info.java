/** What is done, by whom, and which figures are compared. Knows contenders and all that is measured of them. */
@NullMarked
package io.github.pgqueue.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
