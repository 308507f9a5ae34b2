package io.github.pgqueue.checks.wrong.internal.node;

/** Stands for the engine, to be used by those who must not. */
public final class Engine {}
