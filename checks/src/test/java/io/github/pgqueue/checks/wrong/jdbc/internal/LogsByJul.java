package io.github.pgqueue.checks.wrong.jdbc.internal;

import java.util.logging.Logger;

/** Chooses the application's logging. */
public final class LogsByJul {

    private static final Logger LOG = Logger.getLogger(LogsByJul.class.getName());

    void say() {
        LOG.info("hello");
    }
}
