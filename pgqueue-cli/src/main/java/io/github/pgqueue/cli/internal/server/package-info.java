/** A PostgreSQL of this process's own: {@code server}, and what the demo runs on. Knows what is shared. */
@NullMarked
package io.github.pgqueue.cli.internal.server;

import org.jspecify.annotations.NullMarked;
