/** What was found. Knows nobody. */
@NullMarked
package io.github.pgqueue.benchmarks.result;

import org.jspecify.annotations.NullMarked;
