/** The command line, put together: it knows all commands, and nobody but the program knows it. */
@NullMarked
package io.github.pgqueue.cli.internal;

import org.jspecify.annotations.NullMarked;
