/**
 * Where connections come from, how statements run on them, and what drivers throw. Knows no other room. Not for
 * use from elsewhere.
 */
@NullMarked
package io.github.pgqueue.jdbc.internal.connect;

import org.jspecify.annotations.NullMarked;
