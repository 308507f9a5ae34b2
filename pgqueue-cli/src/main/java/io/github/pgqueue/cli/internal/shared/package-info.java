/** What the commands and the demo share. */
@NullMarked
package io.github.pgqueue.cli.internal.shared;

import org.jspecify.annotations.NullMarked;
