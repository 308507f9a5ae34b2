/**
 * The table and what stands beside it: its versions, types, rules, triggers and grants, and how statements get
 * along with the triggers. Knows {@code connect} and {@code text}. Not for use from elsewhere.
 */
@NullMarked
package io.github.pgqueue.jdbc.internal.schema;

import org.jspecify.annotations.NullMarked;
