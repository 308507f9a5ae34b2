/**
 * The programs that are started by name, beside the runner's: JMH, and what it costs a crowd, a herd and a push. They know
 * the rooms, and no room knows them. Not published, and no API.
 */
@NullMarked
package io.github.pgqueue.benchmarks;

import org.jspecify.annotations.NullMarked;
