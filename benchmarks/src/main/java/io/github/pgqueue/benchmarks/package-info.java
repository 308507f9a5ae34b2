/**
 * Measures the backends, on an embedded server or on the reader's own. Not published, and no API.
 */
@NullMarked
package io.github.pgqueue.benchmarks;

import org.jspecify.annotations.NullMarked;
