/**
 * Calls that are made at once are done together, whatever they are. Knows no other room. Not for use from
 * elsewhere.
 */
@NullMarked
package io.github.pgqueue.jdbc.internal.group;

import org.jspecify.annotations.NullMarked;
