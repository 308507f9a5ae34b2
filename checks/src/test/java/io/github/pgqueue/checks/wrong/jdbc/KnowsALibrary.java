package io.github.pgqueue.checks.wrong.jdbc;

import com.tngtech.archunit.lang.ArchRule;

/** Knows a library that is not its business. */
public final class KnowsALibrary {

    Class<?> library() {
        return ArchRule.class;
    }
}
