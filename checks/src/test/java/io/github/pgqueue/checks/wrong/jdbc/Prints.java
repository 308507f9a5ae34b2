package io.github.pgqueue.checks.wrong.jdbc;

/** Talks on the application's standard output. */
public final class Prints {

    void say() {
        System.out.println("hello");
    }
}
