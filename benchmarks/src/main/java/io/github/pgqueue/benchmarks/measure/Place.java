package io.github.pgqueue.benchmarks.measure;

/** Where handlers run, seen from those who push. */
public enum Place {
    /** One JVM, one pool. */
    SAME_PROCESS,
    /** A JVM of their own, which has to be told, or to look. */
    OTHER_PROCESS
}
