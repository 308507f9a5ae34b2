package io.github.pgqueue.cli.internal.shared;

/** What of a failure is told to a user. */
public final class Failures {

    private Failures() {}

    /** The message, and that of the first cause if it adds something. */
    public static String describe(Throwable failure) {
        String message = own(failure);
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String cause = own(root);
        return message.contains(cause) ? message : message + ": " + cause;
    }

    private static String own(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
