/** The bare server, pgqueue and the alternatives, each behind the same few calls. Knows the server. */
@NullMarked
package io.github.pgqueue.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
