package io.github.pgqueue.checks.wrong.testkit.circle.back;

import io.github.pgqueue.checks.wrong.testkit.circle.Round;

/** Needs what needs it. */
public final class AndBack {

    Object back() {
        return new Round();
    }
}
