/** What was found. */
@NullMarked
package io.github.pgqueue.benchmarks.result;

import org.jspecify.annotations.NullMarked;
