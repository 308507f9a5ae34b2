/** What all rooms use. Knows none of them. */
@NullMarked
package io.github.pgqueue.benchmarks.shared;

import org.jspecify.annotations.NullMarked;
