/**
 * Tells who wants to know: observers what happens, and who waits for a job how it has ended. Knows {@code threads}.
 */
@NullMarked
package io.github.pgqueue.internal.observe;

import org.jspecify.annotations.NullMarked;
