package io.github.pgqueue.spi;

/** How a claim ends. */
public enum Outcome {
    /** The handler returned. */
    SUCCESS,
    /** The handler failed for good. */
    ERROR,
    /** The handler failed or was interrupted, and the job is to run again; the attempt counts. */
    RETRY,
    /** The handler was never started; the attempt does not count. */
    RELEASE
}
