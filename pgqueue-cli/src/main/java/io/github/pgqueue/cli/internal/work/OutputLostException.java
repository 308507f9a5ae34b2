package io.github.pgqueue.cli.internal.work;

import java.io.IOException;

/** Nobody reads any more what is printed: no job's fault, and the end of the work. */
final class OutputLostException extends IOException {

    private static final long serialVersionUID = 1L;

    OutputLostException(IOException cause) {
        super("standard output is closed; the job is there to be done again", cause);
    }
}
