package io.github.pgqueue.spi;

/** How a claim ends. */
public enum Outcome {
    /** The handler returned. */
    SUCCESS,
    /** The handler failed for good. */
    ERROR,
    /** The handler failed or was interrupted, and the job is to run again; the attempt counts. */
    RETRY,
    /** The handler was started and has put the job off; the attempt is excused. */
    SNOOZE,
    /** The job is not needed any more. */
    CANCEL,
    /** The handler was never started; the attempt does not count. */
    RELEASE,
    /** The handler was never started and is not to be: the attempt that its node died in was the last. */
    ABANDON
}
