/** What is measured, whoever it is measured of. Knows contenders and crowds, and neither scenarios nor reports. */
@NullMarked
package io.github.pgqueue.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
