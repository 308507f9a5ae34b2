package io.github.pgqueue.jdbc.internal.group;

/**
 * What a group of a {@link GroupCommit} has come to.
 *
 * @param <C> what is asked
 */
@FunctionalInterface
public interface GroupLoad<C> {

    /** Whether one more call may join those that it has taken already; then it has taken this one too. */
    boolean takes(C call);
}
