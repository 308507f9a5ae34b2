package io.github.pgqueue.checks.wrong.pgjdbc;

import io.github.pgqueue.checks.wrong.pgjdbcng.KnowsTheOtherDriver;

/** A backend that needs the other one. */
public final class KnowsTheOtherBackend {

    Object other() {
        return new KnowsTheOtherDriver();
    }
}
