/** What has happened, as each process wrote it down. */
@NullMarked
package io.github.pgqueue.chaos.history;

import org.jspecify.annotations.NullMarked;
