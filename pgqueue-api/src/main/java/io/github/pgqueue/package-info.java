/**
 * What an application uses: {@link io.github.pgqueue.PgQueues} is the way in.
 *
 * <p>Unless a method says otherwise, a parameter or a result is never {@code null}, and passing
 * {@code null} throws {@link NullPointerException}.
 */
@NullMarked
package io.github.pgqueue;

import org.jspecify.annotations.NullMarked;
