package io.github.pgqueue.chaos.worker;

/** What a job that is meant to fail throws. */
final class PlannedFailure extends Exception {

    private static final long serialVersionUID = 1L;

    PlannedFailure(int attempt) {
        super("attempt " + attempt + " is meant to fail");
    }
}
