/** Writes what was found: for people, for programs, and for the repository. Knows scenarios and their results. */
@NullMarked
package io.github.pgqueue.benchmarks.report;

import org.jspecify.annotations.NullMarked;
