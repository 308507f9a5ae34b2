/** What is measured, whoever it is measured of. */
@NullMarked
package io.github.pgqueue.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
