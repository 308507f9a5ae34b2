/**
 * Single jobs: looked up, cancelled, awaited; and how many there are. Knows {@code row}, {@code connect} and
 * {@code text}. Not for use from elsewhere.
 */
@NullMarked
package io.github.pgqueue.jdbc.internal.job;

import org.jspecify.annotations.NullMarked;
