/**
 * What all who write, claim or read a job's row say in the same words, and how a row is read. Knows {@code
 * text}. Not for use from elsewhere.
 */
@NullMarked
package io.github.pgqueue.jdbc.internal.row;

import org.jspecify.annotations.NullMarked;
