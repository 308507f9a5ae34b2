/**
 * What goes into the statements of all rooms: the table's name, values, JSON, and marks in their texts. Knows no
 * other room. Not for use from elsewhere.
 */
@NullMarked
package io.github.pgqueue.jdbc.internal.text;

import org.jspecify.annotations.NullMarked;
