/** Writes what was found: for people, for programs, and for the repository. */
@NullMarked
package io.github.pgqueue.benchmarks.report;

import org.jspecify.annotations.NullMarked;
