/** The demo: queues at work on both backends, measured as it goes. Knows the server, and what is shared. */
@NullMarked
package io.github.pgqueue.cli.internal.demo;

import org.jspecify.annotations.NullMarked;
