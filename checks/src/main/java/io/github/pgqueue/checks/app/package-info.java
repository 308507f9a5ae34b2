/** A user's program, run in processes of its own on the class paths that users have. */
@NullMarked
package io.github.pgqueue.checks.app;

import org.jspecify.annotations.NullMarked;
