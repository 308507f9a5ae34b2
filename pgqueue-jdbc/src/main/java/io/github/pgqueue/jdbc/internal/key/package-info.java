/**
 * Who holds a unique key. Knows {@code schema}, whose index has the rule, and {@code text}. Not for use from
 * elsewhere.
 */
@NullMarked
package io.github.pgqueue.jdbc.internal.key;

import org.jspecify.annotations.NullMarked;
