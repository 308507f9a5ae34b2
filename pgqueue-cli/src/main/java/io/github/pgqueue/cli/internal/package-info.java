/** The commands, one class each, and what they share. */
@NullMarked
package io.github.pgqueue.cli.internal;

import org.jspecify.annotations.NullMarked;
