package io.github.pgqueue.checks.wrong.testkit.circle;

import io.github.pgqueue.checks.wrong.testkit.circle.back.AndBack;

/** Needs what needs it. */
public final class Round {

    Object onwards() {
        return new AndBack();
    }
}
