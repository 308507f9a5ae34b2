/** The command line of pgqueue: what {@code ./pgqueue} runs. An application, not an API. */
@NullMarked
package io.github.pgqueue.cli;

import org.jspecify.annotations.NullMarked;
