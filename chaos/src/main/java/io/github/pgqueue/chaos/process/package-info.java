/** What a worker and a pusher have in common: where the database is, and who they are. */
@NullMarked
package io.github.pgqueue.chaos.process;

import org.jspecify.annotations.NullMarked;
