package io.github.pgqueue.checks.wrong.unmarked;

/** Stands in a package that says nothing about nulls. */
public final class NotMarked {}
