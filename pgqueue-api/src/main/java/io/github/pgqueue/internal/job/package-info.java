/**
 * One claimed job on its way: the worker that takes it, its handler, what stops that, and the verdict on how the job goes
 * on. Knows {@code threads}.
 */
@NullMarked
package io.github.pgqueue.internal.job;

import org.jspecify.annotations.NullMarked;
