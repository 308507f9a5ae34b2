package io.github.pgqueue.checks.wrong.jdbc.internal;

import io.github.pgqueue.checks.wrong.cli.Program;

/** A library that calls the launcher. */
public final class KnowsCli {

    Object program() {
        return new Program();
    }
}
