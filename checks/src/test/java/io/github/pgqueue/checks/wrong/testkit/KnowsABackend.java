package io.github.pgqueue.checks.wrong.testkit;

import io.github.pgqueue.checks.wrong.pgjdbcng.KnowsTheOtherDriver;

/** A test kit that is made for one backend. */
public final class KnowsABackend {

    Object backend() {
        return new KnowsTheOtherDriver();
    }
}
