package io.github.pgqueue.checks.wrong.cli;

/** Stands for the launcher, to be used by those who must not. */
public final class Program {}
