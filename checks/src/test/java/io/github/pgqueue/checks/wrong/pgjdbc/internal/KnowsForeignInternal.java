package io.github.pgqueue.checks.wrong.pgjdbc.internal;

import io.github.pgqueue.checks.wrong.jdbc.internal.claim.Sleeps;

/** Uses what is not for it. */
public final class KnowsForeignInternal {

    Object borrowed() {
        return new Sleeps();
    }
}
