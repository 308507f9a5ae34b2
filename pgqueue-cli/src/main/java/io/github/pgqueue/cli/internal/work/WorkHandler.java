package io.github.pgqueue.cli.internal.work;

import io.github.pgqueue.JobHandler;

/** A handler that may leave something running when its time is over. */
interface WorkHandler extends JobHandler {

    /** Ends at once what still runs. */
    void kill();
}
