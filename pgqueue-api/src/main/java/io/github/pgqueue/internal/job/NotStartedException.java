package io.github.pgqueue.internal.job;

/** A handler could not be called, for lack of a connection: its job is given back. Never leaves this package. */
final class NotStartedException extends Exception {

    private static final long serialVersionUID = 1L;

    NotStartedException(Throwable cause) {
        super(cause);
    }
}
