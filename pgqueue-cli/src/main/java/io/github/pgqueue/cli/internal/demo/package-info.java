/** The demo: queues at work on both backends, measured as it goes. */
@NullMarked
package io.github.pgqueue.cli.internal.demo;

import org.jspecify.annotations.NullMarked;
