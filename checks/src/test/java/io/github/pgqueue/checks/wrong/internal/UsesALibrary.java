package io.github.pgqueue.checks.wrong.internal;

import org.assertj.core.api.Assertions;

/** Part of api with a library in its hands. */
public final class UsesALibrary {

    Class<?> library() {
        return Assertions.class;
    }
}
