/** What several commands share: the way to the database, what is told and how it is laid out. Knows no command. */
@NullMarked
package io.github.pgqueue.cli.internal.shared;

import org.jspecify.annotations.NullMarked;
