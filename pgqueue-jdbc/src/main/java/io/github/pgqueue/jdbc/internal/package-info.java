/**
 * What a store does, put together for one table out of the rooms beneath: each has one subject, says in its package-info
 * whom it knows, and is known to none of those. Not for use from elsewhere.
 */
@NullMarked
package io.github.pgqueue.jdbc.internal;

import org.jspecify.annotations.NullMarked;
