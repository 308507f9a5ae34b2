/**
 * Jobs that are there, to look at and to change: {@code jobs}, {@code show}, {@code retry}, {@code cancel} and
 * {@code discard}. Knows what is shared.
 */
@NullMarked
package io.github.pgqueue.cli.internal.jobs;

import org.jspecify.annotations.NullMarked;
